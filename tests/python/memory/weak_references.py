import weakref, gc
class C:
    def __init__(self, n): self.n = n
    def __repr__(self): return f"C({self.n})"
    def method(self): return self.n
c = C(1)
r = weakref.ref(c)
print(r() is c, weakref.getweakrefcount(c), weakref.ref(c) is r, r == weakref.ref(c), hash(r) == hash(c))
log = []
r2 = weakref.ref(c, lambda ref: log.append(ref is r2))
p = weakref.proxy(c)
print(p.n, p.method(), repr(p) == repr(c), isinstance(p, C), type(p).__name__)
d = weakref.WeakValueDictionary({"k": c})
k = weakref.WeakKeyDictionary({c: "v"})
s = weakref.WeakSet([c])
m = weakref.WeakMethod(c.method)
f = weakref.finalize(c, log.append, "finalized")
print(d["k"], k[c], c in s, len(d), len(k), len(s), m()(), f.alive)
del c
gc.collect()
print(r(), log, len(d), len(k), len(s), m(), f.alive)
try:
    p.n
except ReferenceError as e:
    print(e)
for bad in [5, "s", None, (), [], {}]:
    try:
        weakref.ref(bad)
    except TypeError as e:
        print(e)
print(type(weakref.ref(len)).__name__, weakref.ref(C)() is C, weakref.ref({1}.copy and set([1])) is not None)
class Slots: __slots__ = ()
class WeakSlots: __slots__ = ("__weakref__",)
try:
    weakref.ref(Slots())
except TypeError as e:
    print(e)
w = WeakSlots()
print(weakref.ref(w)() is w)
def g(): pass
r = weakref.ref(g)
del g
gc.collect()
print(r())
