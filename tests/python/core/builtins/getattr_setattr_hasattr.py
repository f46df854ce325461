class C:
    x = 1
    @property
    def bad(self): raise ValueError("property")
    @property
    def missing(self): raise AttributeError("property attribute")
c = C()
setattr(c, "y", 2)
setattr(c, "with space", 3)
setattr(C, "z", 4)
print(getattr(c, "x"), getattr(c, "y"), getattr(c, "with space"), getattr(c, "z"), getattr(c, "no", "default"), hasattr(c, "x"), hasattr(c, "no"), hasattr(c, "missing"), getattr(c, "missing", 5), vars(c))
delattr(c, "y")
print(hasattr(c, "y"), hasattr(5, "real"), hasattr("", "join"), getattr("a-b", "split")("-"), getattr(int, "__name__"), getattr(c, "\u0078"))
def error(function):
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__ + ":", e)
error(lambda: hasattr(c, "bad"))
error(lambda: getattr(c, "bad", 1))
error(lambda: getattr(c, "missing"))
error(lambda: getattr(c, "no"))
error(lambda: getattr(c, 1))
error(lambda: getattr(c, 1, 2))
error(lambda: hasattr(c, None))
error(lambda: setattr(c, 1, 2))
error(lambda: delattr(c, "no"))
error(lambda: delattr(c, 1))
error(lambda: setattr(c, "x"))
error(lambda: getattr(c))
error(lambda: setattr(c, "bad", 1))
class S(str): pass
setattr(c, S("sub"), 1)
print(c.sub, getattr(c, S("sub")))
