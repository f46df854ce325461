log = []
def t(x):
    log.append(x)
    return x
print(f"{t(1)} {t(2):{t(3)}} {t('a')!r:>{t(5)}}", log)
class C:
    def __format__(self, spec): return f"C<{spec}>"
    def __str__(self): return "str"
    def __repr__(self): return "repr"
c = C()
print(f"{c} {c:abc} {c!s} {c!r:>6} {c!s:x^7} {c:{1}{2}} {c:%Y-%m}")
def error(text):
    try:
        print(text, "->", eval(text))
    except Exception as e:
        print(text, "->", type(e).__name__ + ":", e.msg if isinstance(e, SyntaxError) else e)
for text in ["f'{undefined}'", "f'{1:z}'", "f'{[]:5}'", "f'{1/0}'", "f'{'", "f'{1'", "f'}'", "f'{}'", "f'{ }'", "f'{!r}'", "f'{:5}'", "f'{1!}'", "f'{1!x}'", "f'{1!rs}'", "f'{1 2}'", "f'{a b}'", "f'{1:{2:{3}}}'", "f'{\"a\"}'", "f'{a:{b:{c}}}'", "f'{lambda x: 1}'", "f'{(lambda x: 1)}'[:10]",
             "f'{5:=5}'", "f'{1;2}'", "f'{*a}'", "f'{**a}'", "f'{yield}'", "f'{1 if}'", "f'{pass}'", "f'{a=b=c}'", "f'{1=}'", "f'{1 == 1=}'", "f'{1 != 2}'", "f'{1!=2}'", "f'{3 >= 2}'", "f'{None.x}'", "f'{{}}'", "f'{{{1}}}'", "f'{1}}'", "f'{{1}'", "f'{\\'a\\'}'", "f'{1:{}}'", "f'{(1}'", "f'{[1)}'", "f'{#}'", "f'{1:>{5}}'", "f'{\"x\":{\"^\"}5}'", "b'' f'{1}'", "fb'a'"]:
    error(text)
