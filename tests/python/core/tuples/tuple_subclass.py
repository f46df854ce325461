class Point(tuple):
    def __new__(cls, x, y):
        return super().__new__(cls, (x, y))

    @property
    def x(self):
        return self[0]

    def __add__(self, other):
        return Point(self[0] + other[0], self[1] + other[1])

p = Point(1, 2)
print(p, p.x, p + (3, 4), type(p + p).__name__, type(p[:]).__name__, p == (1, 2), hash(p) == hash((1, 2)), tuple(p), type(tuple(p)).__name__, len(p), [*p])
x, y = p
print(x, y, isinstance(p, tuple), {p: 1}[1, 2], p * 2, "%d-%d" % p, sorted([Point(2, 1), p]))
p.note = "n"
print(p.note)
class Slotted(tuple):
    __slots__ = ()
try:
    Slotted().z = 1
except AttributeError as e:
    print(e)
try:
    class Bad(tuple):
        __slots__ = ("a",)
except TypeError as e:
    print(e)
