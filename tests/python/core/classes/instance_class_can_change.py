class A:
    def f(self): return "A"
class B:
    def f(self): return "B"
a = A()
a.x = 1
a.__class__ = B
print(a.f(), a.x, type(a).__name__, isinstance(a, B), isinstance(a, A))
def error(function):
    try:
        print(function())
    except TypeError as e:
        print(e)
class S: __slots__ = ("q",)
class L(list): pass
error(lambda: setattr(a, "__class__", int))
error(lambda: setattr(a, "__class__", S))
error(lambda: setattr(a, "__class__", 5))
error(lambda: setattr(5, "__class__", A))
error(lambda: setattr([], "__class__", L))
error(lambda: setattr(a, "__class__", L))
class Fake:
    @property
    def __class__(self): return int
print(isinstance(Fake(), int), type(Fake()).__name__, Fake().__class__)
def method_changes_class(self):
    self.__class__ = A
    return self.f()
B.switch = method_changes_class
b = B()
print(b.f(), b.switch(), b.f())
a.__dict__ = {"y": 5}
print(a.y, hasattr(a, "x"), a.__dict__)
try:
    a.__dict__ = 5
except TypeError as e:
    print(e)
a.__dict__["z"] = 6
print(a.z, vars(a), sorted(a.__dict__.items()))
a.__dict__.clear()
print(hasattr(a, "z"))
d = a.__dict__
a.w = 1
print(d, d is a.__dict__)
del a.__dict__
print(a.__dict__)
