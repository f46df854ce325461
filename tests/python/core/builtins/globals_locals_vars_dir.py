a = 1
print(globals()["a"], "a" in locals(), globals() is locals(), vars() is globals(), __name__)
globals()["made"] = 5
print(made)
def f(x, *args, k=1, **kw):
    y = 2
    before = dict(locals())
    z = 3
    return before, sorted(locals())
print(f(1, 2, q=3))
def g():
    l = locals()
    v = 1
    return l, locals(), l is locals()
print(g()[2])
def h():
    v = 1
    locals()["v"] = 99
    locals()["new"] = 1
    return v, "new" in locals()
print(h()[0])
class C:
    b = 2
    in_class = sorted(k for k in locals() if not k.startswith("__"))
    locals()["through_locals"] = 7
print(C.in_class, C.through_locals, vars(C)["b"], vars(C()).__class__.__name__)
class D:
    def __init__(self): self.i = 1
    cls = 2
    def m(self): pass
    def __dir__(self): return ["b", "a"]
print(dir(D()), [n for n in dir(D) if not n.startswith("__")], "append" in dir([]), dir() == sorted(dir()), "__class__" in dir(5), [n for n in dir(type("E", (C,), {"e": 1})()) if not n.startswith("_")])
def closure():
    captured = 1
    def inner():
        captured
        return sorted(locals())
    return inner()
print(closure(), [sorted(locals()) for _ in range(1)][0][-1], (lambda q: sorted(locals()))(1))
def error(function):
    try:
        print(function())
    except TypeError as e:
        print(e)
error(lambda: vars(5))
error(lambda: vars(1, 2))
error(lambda: globals(1))
class BadDir:
    def __dir__(self): return 5
error(lambda: dir(BadDir()))
del globals()["made"]
try:
    made
except NameError as e:
    print(e)
def gen():
    w = 1
    yield sorted(locals())
    t = 2
    yield sorted(locals())
print(list(gen()))
