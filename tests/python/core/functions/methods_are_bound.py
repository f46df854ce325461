class C:
    def m(self, x=0):
        return self.n, x
    def __init__(self, n):
        self.n = n
a, b = C(1), C(2)
m = a.m
print(m(), m(5), m.__self__ is a, m.__func__ is C.m, C.m(b, 3), a.m == a.m, a.m is a.m, a.m == b.m, hash(a.m) == hash(a.m), m.__name__, m.__doc__)
a.n = 10
print(m(), [f() for f in (a.m, b.m)], list(map(a.m, [1, 2])), type(m).__name__, callable(m), m.__get__(b, C) is m)
append = [].append
append(1)
append(2)
print(append.__self__, append.__name__, type(append).__name__, "x".upper.__self__, (5).__add__(3), [1].__contains__(1), str.upper("a"), int.__add__(1, 2))
b.m = lambda x: ("instance attribute", x)
print(b.m(1), C.m(b))
C.extra = lambda self: self.n * 100
print(a.extra(), b.extra())
del b.m
print(b.m(7))
try:
    m.x = 1
except AttributeError as e:
    print(e)
C.m.x = 1
print(m.x)
try:
    C.m()
except TypeError as e:
    print(e)
print(type(m)(len, [1, 2, 3])())
