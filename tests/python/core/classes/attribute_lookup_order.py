class Base:
    a = "Base.a"
    b = "Base.b"
    def m(self): return "Base.m"
class Derived(Base):
    b = "Derived.b"
    def __init__(self): self.c = "instance.c"
d = Derived()
print(d.a, d.b, d.c, d.m(), Derived.a, Derived.__dict__.get("a"), d.__dict__, vars(d), Base.b)
d.a = "shadow"
d.m = lambda: "shadow m"
print(d.a, Derived.a, d.m(), Derived().m(), d.__dict__.keys())
del d.a
print(d.a)
Derived.a = "Derived.a"
print(d.a, Base.a)
del Derived.a
print(d.a)
def error(function):
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__ + ":", e)
error(lambda: d.nope)
error(lambda: Derived.nope)
error(lambda: (5).nope)
error(lambda: "".nope)
error(lambda: None.nope)
error(lambda: [].nope)
error(lambda: len.nope)
error(lambda: (lambda: 0).nope)
error(lambda: delattr(d, "nope"))
error(lambda: delattr(Derived, "nope"))
error(lambda: setattr(5, "x", 1))
error(lambda: setattr("", "upper", 1))
error(lambda: setattr(int, "x", 1))
error(lambda: setattr(object(), "x", 1))
error(lambda: setattr(None, "x", 1))
error(lambda: getattr(d, 5))
error(lambda: setattr(d, 5, 1))
error(lambda: getattr(d, "nope", "default"))
error(lambda: hasattr(d, "nope"))
error(lambda: hasattr(d, 5))
error(lambda: delattr([], "append"))
error(lambda: setattr([], "append", 1))
error(lambda: [].append.__self__ == [])
