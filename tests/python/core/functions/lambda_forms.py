print((lambda: 1)(), (lambda x: x)(2), (lambda x, y=3: (x, y))(1), (lambda *a: a)(1, 2), (lambda **k: k)(a=1), (lambda *, k: k)(k=5), (lambda x, /: x)(6))
print(sorted([3, -1, 2], key=lambda v: -v), list(map(lambda a, b: a * b, [1, 2], [3, 4])), list(filter(lambda v: v % 2, range(6))), (lambda f: f(f, 5))(lambda f, n: 1 if n == 0 else n * f(f, n - 1)))
print([f(2) for f in [lambda x: x + 1, lambda x: x * x, lambda x, y=10: x + y]], (lambda: (yield))().__class__.__name__, (lambda x: x if x else "empty")(0), (lambda a, b: a if a > b else b)(3, 4))
print((lambda x: (lambda y: x + y))(1)(2), {"f": lambda: "in dict"}["f"](), (lambda t: t[0])((7, 8)), (lambda: ())(), (lambda a=1, *b, c=2, **d: (a, b, c, d))(5, 6, c=7, e=8))
for text in ["lambda x, x: 1", "lambda: (x = 1)", "lambda x=1, y: 0", "lambda (x): x", "lambda *: 1", "lambda **k, a: 1", "lambda: return 1"]:
    try:
        eval(text)
    except SyntaxError as e:
        print(text, "->", e.msg)
