class Hook:
    def __init__(self): object.__setattr__(self, "log", [])
    def __getattr__(self, name):
        if name.startswith("no"): raise AttributeError(f"no {name} here")
        self.log.append(("getattr", name))
        return name.upper()
    def __setattr__(self, name, value): self.log.append(("set", name, value)); super().__setattr__(name, value)
    def __delattr__(self, name): self.log.append(("del", name)); super().__delattr__(name)
h = Hook()
h.x = 1
print(h.x, h.y, h.log)
del h.x
print(h.x, h.log, hasattr(h, "nothing"), getattr(h, "nope", 0))
try:
    h.nothing
except AttributeError as e:
    print(e)
try:
    del h.absent
except AttributeError as e:
    print(e)
class All:
    a = 1
    def __init__(self): self.b = 2
    def __getattribute__(self, name):
        if name == "secret": raise AttributeError("secret")
        if name == "magic": return "magic!"
        return super().__getattribute__(name)
    def __getattr__(self, name): return "fallback:" + name
    def __len__(self): return 5
x = All()
print(x.a, x.b, x.magic, x.secret, x.other, len(x), x.__dict__)
class Special:
    def __getattr__(self, name): print("looked up", name); raise AttributeError(name)
s = Special()
for f in [len, iter, str, hash, bool, repr]:
    try:
        f(s); print(f.__name__, "ok")
    except TypeError as e:
        print(e)
s.__len__ = lambda: 3
try:
    len(s)
except TypeError as e:
    print(e)
class P:
    def __getattr__(self, name): return lambda *a: (name, a)
print(P().anything(1, 2), P().x.__name__)
