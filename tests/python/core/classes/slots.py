class Point:
    __slots__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
p = Point(1, 2)
print(p.x, p.y, Point.__slots__, hasattr(p, "__dict__"), type(Point.x).__name__, Point.x.__get__(p))
def error(function):
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__ + ":", e)
error(lambda: setattr(p, "z", 1))
del p.x
error(lambda: p.x)
error(lambda: delattr(p, "x"))
error(lambda: p.__dict__)
error(lambda: vars(p))
class Sub(Point): pass
s = Sub(3, 4)
s.z = 5
print(s.x, s.z, s.__dict__)
class Sub2(Point):
    __slots__ = ["w", "__dict__"]
t = Sub2(1, 2)
t.w, t.anything = 3, 4
print(t.w, t.__dict__)
class One:
    __slots__ = "single"
o = One()
o.single = 1
print(o.single, One.__slots__)
class Private:
    __slots__ = ("__hidden",)
    def __init__(self): self.__hidden = 5
    def get(self): return self.__hidden
print(Private().get(), hasattr(Private(), "_Private__hidden"))
class Empty: __slots__ = ()
error(lambda: setattr(Empty(), "a", 1))
for body in ["__slots__ = ('a',); a = 1", "__slots__ = (1,)", "__slots__ = ('a b',)", "__slots__ = ('__dict__', '__dict__')", "__slots__ = 5", "__slots__ = ('a', 'a')"]:
    try:
        exec(f"class X: {body}")
        print(body, "ok")
    except Exception as e:
        print(body, "->", type(e).__name__ + ":", e)
class L: __slots__ = ("l",)
class R: __slots__ = ("r",)
try:
    class LR(L, R): pass
except TypeError as e:
    print(e)
class D(L):
    __slots__ = ("d",)
d = D()
d.l, d.d = 1, 2
print(d.l, d.d)
try:
    Point.x.__set__(5, 1)
except TypeError as e:
    print(e)
class WithDoc: __slots__ = {"a": "doc of a", "b": None}
print(WithDoc.a.__doc__, WithDoc.b.__doc__)
