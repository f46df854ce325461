class Box:
    def __init__(self, *items): self.items = list(items)
    def __len__(self): return len(self.items)
    def __getitem__(self, i): print("getitem", i, end="; "); return self.items[i]
    def __setitem__(self, i, v): self.items[i] = v
    def __delitem__(self, i): del self.items[i]
    def __contains__(self, x): return "contains"
    def __reversed__(self): return iter(["reversed"])
b = Box(1, 2, 3)
print(len(b), b[0], 5 in b, 5 not in b, list(reversed(b)), [x for x in b], bool(b), bool(Box()))
b[0] = 9
del b[1]
print(b.items, list(b), list(map(str, b)), max(b), sum(b), sorted(b), tuple(b), dict(enumerate(b)))
x, y = b
print(x, y)
class NoIter:
    def __getitem__(self, i):
        if i < 3: return i
        raise IndexError
    __contains__ = None
print(list(NoIter()), list(zip(NoIter(), NoIter())))
def error(function):
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__ + ":", e)
class IterNone:
    __iter__ = None
    def __getitem__(self, i): return i
error(lambda: 1 in NoIter())
error(lambda: iter(IterNone()))
error(lambda: list(object()))
error(lambda: object()[0])
error(lambda: len(object()))
error(lambda: 1 in object())
error(lambda: reversed(object()))
error(lambda: setattr(object(), "a", 1))
class C: pass
error(lambda: C()[0])
error(lambda: C().__setitem__)
for s in ["C()[0] = 1", "del C()[0]", "5[0] = 1", "del 'abc'[0]", "(1,)[0] = 2", "None[0]", "len[0]", "C[0]", "int[0]", "del {}[1]", "{1: 2}[[]] = 1"]:
    try:
        exec(s)
        print(s, "ok")
    except Exception as e:
        print(s, "->", type(e).__name__ + ":", e)
class BadLen:
    def __len__(self): return self.v
for v in [-1, "x", 2**70, 1.5, True]:
    BadLen.v = v
    error(lambda: len(BadLen()))
class BadIter:
    def __iter__(self): return 5
error(lambda: iter(BadIter()))
error(lambda: [x for x in BadIter()])
class ClassGetItem:
    def __class_getitem__(cls, item): return f"{cls.__name__}[{item}]"
print(ClassGetItem[int], ClassGetItem["x", 1])
