class A:
    def __new__(cls, *args, **kwargs):
        print("new", cls.__name__, args, kwargs)
        return super().__new__(cls)
    def __init__(self, *args, **kwargs): print("init", args, kwargs)
A(1, x=2)
class Other: pass
class ReturnsOther:
    def __new__(cls): return Other()
    def __init__(self): print("init is not called")
print(type(ReturnsOther()).__name__)
class Singleton:
    instance = None
    def __new__(cls):
        if cls.instance is None: cls.instance = super().__new__(cls)
        return cls.instance
    def __init__(self): self.inits = getattr(self, "inits", 0) + 1
print(Singleton() is Singleton(), Singleton().inits)
def error(function):
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__ + ":", e)
class InitReturns:
    def __init__(self): return 5
class NewNoArgs:
    def __new__(cls): return object.__new__(cls)
class OnlyInit:
    def __init__(self, a): self.a = a
class OnlyNew:
    def __new__(cls, a): return object.__new__(cls)
class Both:
    def __new__(cls, *a): return object.__new__(cls, *a)
    def __init__(self, *a): pass
error(lambda: InitReturns())
error(lambda: NewNoArgs(1))
error(lambda: OnlyInit())
error(lambda: OnlyInit(1, 2))
error(lambda: type(OnlyNew(1)).__name__)
error(lambda: OnlyNew())
error(lambda: Both(1))
error(lambda: object.__new__())
error(lambda: object.__new__(5))
error(lambda: object.__new__(int))
error(lambda: int.__new__(str))
error(lambda: int.__new__(float, 1))
error(lambda: list.__new__(A))
error(lambda: object().__init__(1))
error(lambda: OnlyInit.__init__(5, 1))
error(lambda: int.__new__(bool, 1))
error(lambda: object(5))
error(lambda: OnlyInit(a=1).a)
a = OnlyInit(1)
a.__init__(2)
print(a.a, A.__new__.__name__, type(A.__dict__["__new__"]).__name__)
class I(int):
    def __new__(cls, v, extra): self = super().__new__(cls, v * 2); self.extra = extra; return self
print(I(5, "e"), I(5, extra="f").extra)
