def f(a, b=2, /, c=3, *args, d=4, e, **kwargs):
    return a, b, c, args, d, e, kwargs

print(f(1, e=5))
print(f(1, 20, 30, 40, 50, e=5, d=6, z=7))
print(f(1, e=5, a="a", b="b"))
print(f(*[1, 2], **{"e": 3, "c": 9}))
print(f(*range(5), e=0), f(1, *(2, 3), e=4, **{}), f(1, c=2, e=3))
def g(*args, **kwargs):
    args += (1,)
    kwargs["new"] = 1
    return args, kwargs
original = {"k": 0}
print(g(*[5], **original), original)
print((lambda *a, k=1, **kw: (a, k, kw))(1, 2, k=3, j=4), (lambda: 5)(), (lambda x=1, *y: (x, y))(2, 3))
def h(self, name, **kwargs):
    return self, name, kwargs
print(h(1, name="n", other="o"), h("s", **{"name": "m", "a b": 1}))
