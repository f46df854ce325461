# Special methods may be any descriptor, or callables that bind to nothing.
class Descriptor:
    def __init__(self, text): self.text = text
    def __get__(self, instance, owner=None): return lambda *args: (self.text, type(instance).__name__, args)
class A:
    __getattr__ = Descriptor("getattr")
    __call__ = len
    __lt__ = Descriptor("lt")
    __abs__ = Descriptor("abs")
a = A()
print(a.missing, a([1, 2]), a < 1, abs(a))
class B:
    __getattribute__ = Descriptor("getattribute")
    __setattr__ = Descriptor("setattr")
b = B()
print(b.anything)
b.x = 1
class Broken:
    @property
    def __eq__(self): raise AttributeError("no")
    __hash__ = None
x = Broken()
print(x == Broken(), x == x)
class Nested:
    @classmethod
    @property
    def name(cls): return cls.__name__
    @classmethod
    @classmethod
    def twice(cls): return cls.__name__
print(Nested.name, Nested().name, Nested.twice())
def documented(x: int) -> str: "doc"
print(classmethod(documented).__annotations__, staticmethod(documented).__wrapped__ is documented, vars(classmethod(documented)) == {k: getattr(documented, k) for k in ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__")})
class Late: pass
class Holder: value = Late()
h = Holder()
def read(): return h.value
for _ in range(3): read()
Late.__get__ = lambda self, instance, owner: "got"
print(read())
