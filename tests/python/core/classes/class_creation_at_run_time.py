def make(n):
    class Local:
        number = n
        def get(self): return n, self.number, __class__.__name__
    return Local
classes = [make(i) for i in range(4)]
print([c().get() for c in classes], len(set(classes)), classes[0] is make(0), classes[1].__qualname__)
def method(self, x): return self.base + x
T = type("T", (object,), {"base": 10, "add": method, "__doc__": "made"})
print(T().add(5), T.__doc__, T.__name__, T.__qualname__, T.__module__, type("U", (T,), {"base": 20})().add(1))
for i in range(50):
    C = type(f"C{i}", (T,), {"base": i, f"m{i}": lambda self, i=i: i * 2})
    assert C().add(1) == i + 1 and getattr(C(), f"m{i}")() == i * 2
print(C.__name__, C.__mro__[1] is T, len(T.__subclasses__()) >= 1)
def error(function):
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__ + ":", e)
error(lambda: type("X", 5, {}))
error(lambda: type("X", (5,), {}))
error(lambda: type(5, (), {}))
error(lambda: type("X", (), 5))
error(lambda: type("X", (int, str), {}))
error(lambda: type("a b", (), {}).__name__)
error(lambda: type("X\0", (), {}))
error(lambda: type())
error(lambda: type("X", ()))
error(lambda: type("X", (), {"__slots__": ["a"]})().__dict__)
error(lambda: type("X", [object], {}))
error(lambda: type("X", (), {}).__bases__)
T.__name__ = "Renamed"
T.__qualname__ = "Q.Renamed"
print(T.__name__, repr(T), T.__module__)
error(lambda: setattr(T, "__name__", 5))
error(lambda: setattr(int, "__name__", "x"))
error(lambda: delattr(T, "__name__"))
error(lambda: setattr(T, "__bases__", ()))
