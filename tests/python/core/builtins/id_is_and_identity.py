a, b = [], []
print(a is a, a is b, id(a) == id(a), id(a) != id(b), None is None, True is True, (1 == 1) is True, not None is True, ... is Ellipsis, NotImplemented is NotImplemented)
x = y = object()
print(x is y, [x].index(y), x in [y], {x: 1}[y], x == y, hash(x) == hash(y), id(x) == id(y))
def same(): return None
print(same() is None, type(1) is int, type(None) is type(same()), int is type(5), "a" is not None, [] is not None, (lambda: 0) is not (lambda: 0))
c = a
c += [1]
print(c is a)
t = (1,)
u = t
u += (2,)
print(u is t, t)
print([i is j for i, j in [(a, a), (a, b), (None, None), (int, int), (len, len), (print, print), (same, same)]])
class C: pass
print(C is C, C() is C(), C.__dict__ is not None, type(C()) is C, C().__class__ is C)
