class Meta(type):
    def __instancecheck__(cls, x): return x == "yes"
    def __subclasscheck__(cls, x): return x is int
class M(metaclass=Meta): pass
class A: pass
class B(A): pass
print(isinstance(B(), A), isinstance(A(), B), isinstance(1, (str, int)), isinstance(1, ((str, (int,)),)), isinstance("yes", M), isinstance(1, M), issubclass(int, M), issubclass(str, M), isinstance(True, int), isinstance(1, int | str), isinstance(None, int | None), issubclass(bool, int | str))
def error(function):
    try:
        print(function())
    except TypeError as e:
        print(e)
error(lambda: isinstance(1, 5))
error(lambda: isinstance(1, "int"))
error(lambda: isinstance(1, (int, 5)))
error(lambda: isinstance("a", (int, 5)))
error(lambda: issubclass(1, int))
error(lambda: issubclass(int, 5))
error(lambda: issubclass(int, (str, 5)))
error(lambda: isinstance(1, list[int]))
error(lambda: isinstance(1))
error(lambda: isinstance([], ()))
error(lambda: issubclass(int, ()))
error(lambda: isinstance(1, int | list[int]))
class BadCheck(type):
    def __instancecheck__(cls, x): raise ValueError("check")
class N(metaclass=BadCheck): pass
try:
    isinstance(1, N)
except ValueError as e:
    print(e)
print(isinstance(N(), N) if type(N()) is N else "exact type is not asked")
class Duck:
    __bases__ = (A,)
print(issubclass(Duck(), A) if hasattr(Duck(), "__bases__") else "", isinstance(int, type), isinstance(type, type), isinstance(object, type), issubclass(type, object), isinstance(len, object), type(type) is type, type.__mro__)
