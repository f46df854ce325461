from collections import namedtuple
P = namedtuple("P", "x y z", defaults=[0, 10])
p = P(1, z=3)
print(p, p.x, p[2], p._asdict(), p._replace(x=9), P._make([7, 8, 9]), P._fields, P._field_defaults, p == (1, 0, 3), hash(p) == hash((1, 0, 3)), len(p), *p)
x, y, z = p
print(x, y, z, P.__doc__, P.x.__doc__, isinstance(p, tuple), p + (1,), sorted([P(2), P(1)]), p._replace(), P.__match_args__)
match p:
    case P(a, 0, c): print("matched", a, c)
print(namedtuple("R", ["class", "a", "a", "_b"], rename=True)._fields, namedtuple("E", "")(), namedtuple("M", "a,b", module="mod").__module__)
def error(f):
    try: print(f())
    except Exception as x: print(type(x).__name__ + ":", x)
error(lambda: P())
error(lambda: P(1, 2, 3, 4))
error(lambda: P(1, w=2))
error(lambda: namedtuple("A", "class"))
error(lambda: namedtuple("A", "a a"))
error(lambda: namedtuple("A", "_a"))
error(lambda: namedtuple("1A", "a"))
error(lambda: namedtuple("A", "a", defaults=[1, 2]))
error(lambda: p._replace(w=1))
error(lambda: P._make([1]) and P._make([]))
error(lambda: setattr(p, "x", 1))
error(lambda: p.w)
class Sub(P):
    __slots__ = ()
    def total(self): return sum(self)
print(Sub(1, 2, 3).total(), Sub(1), repr(Sub(1)), Sub(1)._replace(y=5).total())
