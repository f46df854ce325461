class Temperature:
    def __init__(self, c): self._c = c
    @property
    def celsius(self):
        "The temperature."
        return self._c
    @celsius.setter
    def celsius(self, value):
        if value < -273: raise ValueError("too cold")
        self._c = value
    @celsius.deleter
    def celsius(self): print("deleting"); self._c = None
    @property
    def fahrenheit(self): return self._c * 9 / 5 + 32
    kelvin = property(lambda self: self._c + 273, None, None, "K doc")
t = Temperature(20)
t.celsius = 25
print(t.celsius, t.fahrenheit, t.kelvin, Temperature.celsius.__doc__, Temperature.kelvin.__doc__, Temperature.celsius.fget.__name__, type(Temperature.celsius).__name__)
def error(function):
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__ + ":", e)
error(lambda: setattr(t, "celsius", -300))
error(lambda: setattr(t, "fahrenheit", 1))
error(lambda: delattr(t, "fahrenheit"))
error(lambda: setattr(t, "kelvin", 1))
del t.celsius
error(lambda: t.celsius)
error(lambda: t.fahrenheit)
t.__dict__["celsius"] = "instance dict is ignored"
error(lambda: t.celsius)
class NoGet:
    p = property(None, lambda self, v: print("set", v))
    q = property()
n = NoGet()
n.p = 3
error(lambda: n.p)
error(lambda: n.q)
error(lambda: setattr(n, "q", 1))
class Raises:
    @property
    def p(self): raise AttributeError("from inside")
    @property
    def q(self): raise KeyError("k")
    def __getattr__(self, name): return "getattr " + name
error(lambda: Raises().p)
error(lambda: Raises().q)
error(lambda: hasattr(NoGet(), "p"))
class Sub(Temperature):
    @Temperature.celsius.getter
    def celsius(self): return "sub"
s = Sub(1)
s.celsius = 7
print(s.celsius, s._c, Temperature.celsius.fset.__name__, property().fget)
