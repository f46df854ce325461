import copy, pickle
class A:
    def __init__(self, x): self.x = x
    def __eq__(self, o): return type(o) is A and o.x == self.x
    def __repr__(self): return f"A({self.x!r})"
class S:
    __slots__ = ("a", "b")
    def __init__(self): self.a = 1
class State(A):
    def __getstate__(self): return {"saved": self.x}
    def __setstate__(self, s): self.x = ("restored", s["saved"])
class Red(A):
    def __reduce__(self): return (Red, (self.x + 1,))
class New(tuple):
    def __new__(cls, a, b): return super().__new__(cls, (a, b))
    def __getnewargs__(self): return (self[0], self[1])
class Cp:
    def __copy__(self): return "copied"
    def __deepcopy__(self, memo): return "deep"
l = [1, [2, 3], {"k": {4}}, A([5])]
c, d = copy.copy(l), copy.deepcopy(l)
l[1].append("x"); l[3].x.append("y")
print(c, d, c[1] is l[1], d[1] is l[1])
r = []; r.append(r); r2 = copy.deepcopy(r); print(r2[0] is r2, r2 is not r)
print(copy.copy(Cp()), copy.deepcopy([Cp()]), copy.copy(S()).a, copy.deepcopy(S()).a, copy.copy(State(1)).x, copy.copy(Red(1)).x, copy.deepcopy((1, [2])), copy.copy(len) is len, copy.deepcopy({(1, 2): [3]}), copy.copy(New(1, 2)))
shared = [1]; both = copy.deepcopy([shared, shared]); print(both[0] is both[1])
values = [None, True, 0, 1, -1, 255, 256, 65536, 2**31, 2**63, -(2**100), 1.5, float("inf"), 1j, "é", "", b"b", bytearray(b"ba"), (), (1,), (1, 2, 3, 4), [], [1], {}, {"a": [1]}, {1, 2}, frozenset([1]), ..., NotImplemented, range(3), slice(1, 2), A(1), State(5), Red(1), New(1, 2), len, int, A, ValueError("v"), "x" * 300, list(range(1100))]
for p in range(pickle.HIGHEST_PROTOCOL + 1):
    ok = 0
    for v in values:
        w = pickle.loads(pickle.dumps(v, p))
        ok += repr(w) == repr(v) or isinstance(v, A)
    s = pickle.loads(pickle.dumps(S(), p)).a if p >= 2 else "-"
    print(p, ok, s, pickle.loads(pickle.dumps(State(5), p)).x, pickle.loads(pickle.dumps(Red(5), p)).x)
rr = pickle.loads(pickle.dumps(r)); print(rr[0] is rr, pickle.dumps([1, "a", (2.5, None)], 2), pickle.dumps({"k": 1}, 4), pickle.loads(b"\x80\x04]q\x00(K\x01K\x02e."))
def error(f):
    try: print(f())
    except Exception as e: print(type(e).__name__ + ":", str(e).split(" at 0x")[0])
for f in [lambda: pickle.dumps(lambda: 0), lambda: pickle.dumps((x for x in [])), lambda: pickle.loads(b""), lambda: pickle.loads(b"\x80\x09."), lambda: pickle.loads(b"garbage"), lambda: pickle.dumps(1, 99), lambda: pickle.loads("text"), lambda: pickle.loads(b"cno_mod\nx\n."), lambda: pickle.loads(b"(K\x01"), lambda: pickle.dumps(__import__("sys"))]:
    error(f)
import io
f = io.BytesIO(); pk = pickle.Pickler(f); pk.dump(1); pk.dump([2]); f.seek(0); u = pickle.Unpickler(f); print(u.load(), u.load())
