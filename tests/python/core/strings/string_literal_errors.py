for text in ['"\\x1"', '"\\u12"', '"\\U00110000"', '"\\N{no such name}"', '"\\N"', "'abc", '"""abc', "'a\nb'", "b'é'", "b'\\x1'", "'a' b'b'",
             "ur'a'", "f'{'", "f'}'", "f'{}'", "f'{a b}'", "f'{a!x}'", "f'{!r}'", "bu'a'", "'a'1", "f'{a:{b:{c}}}'", "f'{\\n}'", "f'{#}'"]:
    try:
        print(repr(text), eval(text))
    except SyntaxError as e:
        print(repr(text), e.msg)
    except NameError as e:
        print(repr(text), e)
