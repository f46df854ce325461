import abc, collections.abc as c
class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self): ...
    @property
    @abc.abstractmethod
    def name(self): ...
    def describe(self): return f"{self.name} {self.area()}"
class Sq(Shape):
    name = "sq"
    def area(self): return 4
print(Sq().describe(), Shape.__abstractmethods__ == {"area", "name"}, isinstance(Sq(), Shape), abc.ABCMeta.__name__)
def error(f):
    try: print(f())
    except Exception as e: print(type(e).__name__ + ":", e)
class Half(Shape):
    def area(self): return 1
error(lambda: Shape()); error(lambda: Half())
class Virtual: pass
Shape.register(Virtual)
print(isinstance(Virtual(), Shape), issubclass(Virtual, Shape), issubclass(int, Shape), Shape.__subclasses__() == [Sq, Half])
error(lambda: Shape.register(5)); error(lambda: Virtual.register)
class Duck(abc.ABC):
    @classmethod
    def __subclasshook__(cls, C): return any("quack" in B.__dict__ for B in C.__mro__) or NotImplemented
print(issubclass(type("D", (), {"quack": 1}), Duck), issubclass(int, Duck))
for name in ["Hashable", "Iterable", "Iterator", "Reversible", "Sized", "Container", "Collection", "Sequence", "MutableSequence", "Set", "MutableSet", "Mapping", "MutableMapping", "Callable", "Generator", "Awaitable", "ByteString", "KeysView"]:
    t = getattr(c, name)
    print(name, [isinstance(x, t) for x in (1, "a", b"b", [], (), {}, set(), frozenset(), range(1), iter([]), (x for x in []), len, {}.keys(), object())])
class MySeq(c.Sequence):
    def __init__(self, *a): self.a = a
    def __getitem__(self, i): return self.a[i]
    def __len__(self): return len(self.a)
s = MySeq(1, 2, 3, 2)
print(list(s), 2 in s, s.index(2), s.count(2), list(reversed(s)))
class MyMap(c.MutableMapping):
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
m = MyMap(); m.update(a=1, b=2)
print(dict(m), m.get("z"), m.pop("a"), m.setdefault("q", 5), list(m.items()), m == {"b": 2, "q": 5}, m.keys() & {"b"}, m.popitem())
class MySet(c.Set):
    def __init__(self, it): self.s = list(dict.fromkeys(it))
    def __contains__(self, x): return x in self.s
    def __iter__(self): return iter(self.s)
    def __len__(self): return len(self.s)
print(list(MySet("abc") & MySet("bcd")), list(MySet("ab") | {"z"}), MySet("a") < MySet("ab"), MySet("ab") == {"a", "b"}, MySet("ab").isdisjoint("xy"), list(MySet("abc") - MySet("b")))
error(lambda: c.Sequence()); error(lambda: type("X", (c.Iterator,), {})())
