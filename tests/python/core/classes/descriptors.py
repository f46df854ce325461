class Data:
    def __set_name__(self, owner, name): self.name = name; print("set_name", owner.__name__, name)
    def __get__(self, obj, cls): return ("get", obj is not None, cls.__name__, self.name)
    def __set__(self, obj, value): print("set", value); obj.__dict__["_" + self.name] = value
    def __delete__(self, obj): print("delete")
class NonData:
    def __get__(self, obj, cls=None): return ("nondata", obj is None)
class SetOnly:
    def __set__(self, obj, value): obj.__dict__["s"] = value * 2
class GetRaises:
    def __get__(self, obj, cls): raise AttributeError("hidden")
class C:
    d = Data()
    n = NonData()
    s = SetOnly()
    r = GetRaises()
    def __getattr__(self, name): return "fallback " + name
c = C()
print(c.d, C.d, c.n, C.n, type(c.s).__name__, c.r)
c.d = 5
del c.d
c.n = "instance"
c.s = 4
print(c.n, c.s, c.__dict__)
c.__dict__["d"] = "ignored"
print(c.d)
C.d = "replaced"
print(C.d, c.d)
try:
    del c.s
except AttributeError as e:
    print(e)
print(C.__dict__["n"].__get__(c, C), NonData.__get__(NonData(), None, C))
late = Data()
try:
    C.late = late
    c.late
except AttributeError as e:
    print(e)
try:
    class Bad:
        class D:
            def __set_name__(self, owner, name): raise ValueError("no")
        x = D()
except RuntimeError as e:
    print(e, repr(e.__cause__))
class Meta(type):
    m = Data()
class WithMeta(metaclass=Meta):
    m = "class attribute"
print(WithMeta.m, WithMeta().m)
class Lazy:
    def __init__(self, f): self.f = f
    def __get__(self, obj, cls):
        value = obj.__dict__[self.f.__name__] = self.f(obj)
        return value
class L:
    @Lazy
    def expensive(self): print("computed"); return 42
l = L()
print(l.expensive, l.expensive)
