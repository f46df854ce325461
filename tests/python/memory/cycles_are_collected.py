import gc, weakref
class Node:
    def __init__(self): self.links = []
def make_cycle():
    a, b = Node(), Node()
    a.links.append(b)
    b.links.append(a)
    return weakref.ref(a), weakref.ref(b)
refs = [make_cycle() for _ in range(10)]
gc.collect()
print([r() for pair in refs for r in pair].count(None))
def self_referring():
    l = []
    l.append(l)
    d = {}
    d["d"] = d
    def f(): return f
    n = Node()
    n.self = n
    n.f = lambda: n
    n.keep = (l, d, f)
    return weakref.ref(n)
r = self_referring()
gc.collect()
print(r())
def generator_cycle():
    n = Node()
    def gen():
        yield n
    n.g = gen()
    next(n.g)
    return weakref.ref(n)
r = generator_cycle()
gc.collect()
print(r())
def exception_cycle():
    n = Node()
    try:
        raise ValueError
    except ValueError as e:
        n.e = e
    return weakref.ref(n)
r = exception_cycle()
gc.collect()
print(r())
def class_cycle():
    class C: pass
    C.me = C()
    return weakref.ref(C)
r = class_cycle()
gc.collect()
print(r(), gc.isenabled(), type(gc.collect()).__name__, gc.garbage)
gc.disable()
print(gc.isenabled())
gc.enable()
