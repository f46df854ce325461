class M:
    def __init__(self, name, swallow=False, fail=None): self.name, self.swallow, self.fail = name, swallow, fail
    def __enter__(self):
        if self.fail == "enter": raise OSError("enter " + self.name)
        print("enter", self.name, end="; "); return self.name
    def __exit__(self, t, v, tb):
        print("exit", self.name, t and t.__name__, v, tb is not None, end="; ")
        if self.fail == "exit": raise OSError("exit " + self.name)
        return self.swallow
with M("a") as a, M("b") as b:
    print(a, b, end="; ")
print()
with (M("p1") as p, M("p2"),):
    print(p)
with M("s", swallow=True):
    raise ValueError("swallowed")
print("continues")
def run(*managers, body=None):
    try:
        with managers[0] as x, managers[1] as y:
            if body: raise body
            return "returned"
    except Exception as e:
        print("->", repr(e), repr(e.__context__))
print(run(M(1), M(2)))
run(M(1), M(2), body=KeyError("k"))
run(M(1), M(2, fail="enter"))
run(M(1), M(2, fail="exit"))
run(M(1, swallow=True), M(2, fail="exit"), body=ValueError("v"))
run(M(1, fail="exit"), M(2, fail="exit"), body=ValueError("v"))
for i in range(3):
    with M(i, swallow=1):
        if i == 0: continue
        if i == 1: raise ValueError
        break
print()
with M("t") as (x), M("u") as d: pass
class Target: pass
t, l = Target(), [0]
with M("attr") as t.x, M("item") as l[0]: print(t.x, l)
class Tuple(M):
    def __enter__(self): return 1, (2, 3)
with Tuple("z") as (i, (j, k)): print(i, j, k)
class NoExit:
    def __enter__(self): pass
class NoEnter:
    def __exit__(self, *a): pass
for o in [5, NoExit(), NoEnter(), None]:
    try:
        with o: pass
    except TypeError as e:
        print(e)
o = NoExit()
o.__exit__ = lambda *a: None
try:
    with o: pass
except TypeError as e:
    print(e)
try:
    with M("unpack") as (u, v): pass
except ValueError as e:
    print(e)
