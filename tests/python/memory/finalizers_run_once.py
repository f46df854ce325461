import gc
log = []
class D:
    def __init__(self, name): self.name = name
    def __del__(self): log.append(self.name)
d = D("a")
del d
gc.collect()
print(log)
def f():
    D("temporary")
f()
gc.collect()
print(log)
kept = []
class Resurrect:
    def __del__(self):
        log.append("resurrected")
        kept.append(self)
r = Resurrect()
del r
gc.collect()
print(log, len(kept))
kept.clear()
gc.collect()
print(log.count("resurrected"))
a, b = D("cycle1"), D("cycle2")
a.other, b.other = b, a
del a, b
gc.collect()
print(sorted(x for x in log if x.startswith("cycle")))
class NoInit:
    def __new__(cls): raise ValueError("new fails")
    def __del__(self): log.append("never")
try:
    NoInit()
except ValueError:
    pass
gc.collect()
print("never" in log)
l = [D(str(i)) for i in range(5)]
l = None
gc.collect()
print(sorted(x for x in log if x.isdigit()))
