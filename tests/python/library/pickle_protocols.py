# Every protocol writes the same bytes as CPython's, and reads them back.
import copyreg, io, pickle, pickletools, collections, functools, enum, datetime, decimal
class Plain:
    def __init__(self, x): self.x = x
    def __eq__(self, other): return type(other) is type(self) and self.__dict__ == other.__dict__
    def __repr__(self): return f"{type(self).__name__}({self.x!r})"
class Slots:
    __slots__ = ("a", "b")
    def __init__(self): self.a = 1
class Reduced:
    def __reduce__(self): return (collections.OrderedDict, (), None, None, iter([("k", 1), ("l", 2)]))
class NewArgs(int):
    def __new__(cls, value, extra): self = int.__new__(cls, value); self.extra = extra; return self
    def __getnewargs__(self): return int(self), self.extra
class NewArgsEx:
    def __new__(cls, *args, **kw): self = object.__new__(cls); self.args = args, kw; return self
    def __getnewargs_ex__(self): return (1, 2), {"k": 3}
class Stateful:
    def __getstate__(self): return {"s": 5}
    def __setstate__(self, state): self.state = state
class Nested:
    class Inner: pass
class Color(enum.Enum):
    RED = 1
class MyList(list): pass
class MyDict(dict): pass
recursive_list = []; recursive_list.append(recursive_list)
recursive_tuple = ([],); recursive_tuple[0].append(recursive_tuple)
recursive_dict = {}; recursive_dict["self"] = recursive_dict
recursive_object = Plain(None); recursive_object.x = [recursive_object]
mylist = MyList([1, 2]); mylist.note = "n"
values = [None, True, False, 0, 1, 255, 256, 65535, 65536, 2**31 - 1, 2**31, -1, -2**31, -2**31 - 1, 2**63, -2**63, 2**100, -2**2100, -128 - 2**80, 1.5, -0.0, float("inf"),
          "", "abc", "é", "\u20ac\U0001f600", "a\\\n\r\0b", "\udc80", "x" * 300, b"", b"abc", b"\xff" * 300, bytearray(b"ba"), bytearray(), (), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), [], [1], [1, 2], {}, {"a": 1}, {"a": 1, "b": [2]},
          set(), {1}, frozenset(), frozenset([1]), list(range(1001)), dict.fromkeys(range(1001)), 1 + 2j, range(3), slice(1, 2, 3), len, Plain, Nested.Inner, Plain(1), Slots(), Reduced(), NewArgs(3, "e"), NewArgsEx(), Stateful(), Color.RED,
          mylist, MyDict(a=1), collections.deque([1], 3), collections.Counter("aab"), functools.partial(int, base=2), type(None), type(...), ..., NotImplemented, int, ValueError("v", 1), Plain.__init__, [].append, "".join, datetime.date(2020, 1, 2),
          ["shared"] * 3, [("k", 1)] * 2, recursive_list, recursive_tuple, recursive_dict, recursive_object, "y" * 70000, [b"z" * 70000, 1], ["abc" * 1000] * 30 + ["%d" % i * 500 for i in range(60)]]
import hashlib
for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    out = []
    for v in values:
        try: data = pickle.dumps(v, protocol)
        except Exception as e:
            out.append(type(e).__name__ + ":" + str(e).split(" at 0x")[0]); continue
        w = pickle.loads(data)
        f = io.BytesIO(); pickle.Pickler(f, protocol).dump(v); f.seek(0)
        same = f.getvalue() == data and type(pickle.Unpickler(f).load()) is type(w)
        out.append((len(data), hashlib.md5(data).hexdigest()[:8], same, type(w).__name__))
        if len(data) < 40: out.append(data)
    for o in out: print(protocol, o)
class Persistent(pickle.Pickler):
    def persistent_id(self, obj): return "pid" if isinstance(obj, Slots) else None
class PersistentLoad(pickle.Unpickler):
    def persistent_load(self, pid): return ("loaded", pid)
    def find_class(self, module, name): print("find", module, name); return super().find_class(module, name)
for protocol in (0, 2, 4):
    f = io.BytesIO(); Persistent(f, protocol).dump([Slots(), Plain(2)]); f.seek(0); print(f.getvalue(), PersistentLoad(f).load())
class Dispatch(pickle.Pickler):
    dispatch_table = collections.ChainMap({Plain: lambda p: (Plain, ("from table",))}, copyreg.dispatch_table)
f = io.BytesIO(); Dispatch(f).dump(Plain(1)); print(pickle.loads(f.getvalue()))
class Override(pickle.Pickler):
    def reducer_override(self, obj): return (str, ("overridden",)) if isinstance(obj, Slots) else NotImplemented
f = io.BytesIO(); Override(f).dump([Slots(), Plain(1)]); print(pickle.loads(f.getvalue()))
buffers = []
data = pickle.dumps([pickle.PickleBuffer(bytearray(b"abc")), pickle.PickleBuffer(b"ro")], 5, buffer_callback=buffers.append)
print(data, [bytes(b.raw()) for b in buffers], [bytes(b) for b in pickle.loads(data, buffers=buffers)], pickle.loads(data, buffers=[b"ABC", b"RO"]), pickle.dumps(pickle.PickleBuffer(b"in"), 5))
f = io.BytesIO(); p = pickle.Pickler(f); x = [1]; p.dump(x); p.dump(x); n = f.tell(); p.clear_memo(); p.dump(x); f.seek(0); u = pickle.Unpickler(f); a, b, c = u.load(), u.load(), u.load(); print(n, f.tell(), a is b, a is c, p.fast, p.bin, len(p.memo.copy()))
def error(fn):
    try: print(fn())
    except Exception as e: print(type(e).__name__ + ":", str(e).split(" at 0x")[0])
for fn in [lambda: pickle.loads(b""), lambda: pickle.loads(b"N"), lambda: pickle.loads(b"."), lambda: pickle.loads(b"\x80\x09."), lambda: pickle.loads(b"garbage"), lambda: pickle.loads(b"?"), lambda: pickle.loads(b"\xff"), lambda: pickle.loads(b"t."), lambda: pickle.loads(b"(t"), lambda: pickle.loads(b"h\x05."), lambda: pickle.loads(b"0."), lambda: pickle.loads(b"(0."), lambda: pickle.loads(b"cno_mod\nx\n."), lambda: pickle.loads(b"cbuiltins\nnope\n."), lambda: pickle.loads(b"Ix\n."), lambda: pickle.loads(b"Fx\n."), lambda: pickle.loads(b"S'x\n."), lambda: pickle.loads(b"U\x03ab"), lambda: pickle.loads(b"X\xff\xff\xff\x7fab"), lambda: pickle.loads(b"]N}N\x81."), lambda: pickle.loads(b"NNb."), lambda: pickle.loads(b"\x97."), lambda: pickle.loads("text"),
           lambda: pickle.dumps(1, 99), lambda: pickle.dumps(lambda: 0), lambda: pickle.dumps((x for x in [])), lambda: pickle.dumps(__import__("sys")), lambda: pickle.dumps(io.StringIO), lambda: pickle.Pickler(5), lambda: pickle.Unpickler(5), lambda: pickle.dumps(1, buffer_callback=print), lambda: pickle.loads(b"S'\\xe9'\n."), lambda: pickle.loads(b"S'\\xe9'\n.", encoding="latin-1"), lambda: pickle.loads(b"S'\\xe9'\n.", encoding="bytes"), lambda: pickle.loads(b"c__builtin__\nxrange\n(I1\nI3\ntR."), lambda: pickle.loads(b"(i__builtin__\nlist\n."), lambda: pickle.loads(b"(c__builtin__\nlist\no."), lambda: pickle.loads(b"L12L\n."), lambda: pickle.loads(b"\x82\x7f."), lambda: pickle.loads(b"Pid\n.")]:
    error(fn)
