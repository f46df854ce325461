def f(*args): return args
def g(): return *[1, 2], 3
def h():
    yield *[1, 2], 3
print(f(*[1], *(2, 3), 4, *"ab", *{5: 6}, *range(2)), g(), list(h()), [*f(1)], f(*f(*f(1, 2))))
t = 1, *[2]
print(t)
def k(a, *, b): return a, b
print(k(1, **{"b": 2}), k(*[1], b=3), k(b=1, *[2]), k(b=1, *(9,)))
for text in ["f(*)", "f(**)", "f(a=1, 2)", "f(**{}, *[])", "f(a=1, a=2)", "f(x for x in [], 1)", "f(1=2)", "f(a.b=1)", "f(True=1)", "f(None=1)", "print *a", "f(a, b=1, *c, **d, e)", "*a", "f(*x for x in y)", "f(lambda: 1=2)"]:
    try:
        compile(text, "t", "eval")
        print(text, "compiles")
    except SyntaxError as e:
        print(text, "->", e.msg)
