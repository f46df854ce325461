class C:
    factor = 2
    def scale(self, x): return x * self.factor
c = C()
results = []
for i in range(6):
    if i == 2: C.factor = 3
    if i == 4: c.factor = 10
    if i == 5: del c.factor
    results.append(c.scale(i))
print(results)
results = []
for i in range(6):
    if i == 3: C.scale = lambda self, x: -x
    results.append(c.scale(i))
print(results)
class D(C): pass
d = D()
results = [d.scale(1)]
D.scale = lambda self, x: "D"
results.append(d.scale(1))
del D.scale
results.append(d.scale(1))
C.scale = lambda self, x: "C"
results.append(d.scale(1))
print(results)
def f(o): return o.attr
class P: attr = "class"
class Q:
    def __init__(self): self.attr = "instance"
class R:
    @property
    def attr(self): return "property"
class S:
    __slots__ = ("attr",)
    def __init__(self): self.attr = "slot"
class T:
    def __getattr__(self, name): return "getattr"
print([f(o) for o in [P(), Q(), R(), S(), T(), P(), Q(), R(), S(), T()] * 2])
import_free = [f(x) for x in (P, type("X", (), {"attr": 1})())]
print(import_free)
del P.attr
try:
    f(P())
except AttributeError as e:
    print(e)
