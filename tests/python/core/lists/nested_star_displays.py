a, b = [1, 2], (3, 4)
print([*a, *b], (*a, 0, *b), {*a, *b}, [*a, *[*b, *a]], [*"ab", *range(2), *{"k": 1}], *a, *b, sep="-")
print({**{"a": 1}, "b": 2, **{"a": 3}}, dict(**{"x": 1}, y=2), [*[]], (*(),))
def f(*args, **kwargs):
    return args, kwargs
print(f(*a, 5, *b, x=1, **{"y": 2}, **{"z": 3}), f(*"ab", *[]), f(**{}))
for text in ["[*5]", "(*None,)", "{*1}", "{**[1]}", "{**5}", "f(*5)", "f(**5)", "f(**{1: 2})", "f(x=1, **{'x': 2})", "f(**{'x': 1}, **{'x': 2})", "[*a, *5]"]:
    try:
        print(text, eval(text))
    except Exception as e:
        print(text, type(e).__name__ + ":", str(e).replace("__main__.", ""))
def t():
    return 1, *a
print(t(), [x for x in (*a, *b)])
for x in *a, 9:
    print(x, end=" ")
print()
