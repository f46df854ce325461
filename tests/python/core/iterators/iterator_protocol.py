class Count:
    def __init__(self, n): self.n, self.i = n, 0
    def __iter__(self): return self
    def __next__(self):
        if self.i >= self.n: raise StopIteration
        self.i += 1
        return self.i
print(list(Count(3)), [x for x in Count(2)], sum(Count(4)), tuple(Count(2)), max(Count(5)), sorted(Count(3), reverse=True), 2 in Count(3), dict(zip(Count(2), "ab")), [*Count(2), *Count(1)], "".join(map(str, Count(3))))
a, b, c = Count(3)
print(a, b, c, *Count(2))
class Fresh:
    def __iter__(self): return iter([1, 2])
f = Fresh()
print(list(f), list(f), [(x, y) for x in f for y in f])
class Forever(Count):
    def __next__(self):
        if self.i == 3: self.i += 1; raise StopIteration("value")
        self.i += 1
        return self.i
it = Forever(0)
print(list(it), next(it))
class Old:
    def __getitem__(self, i):
        if i == 3: raise IndexError
        return i * i
print(list(Old()), iter(Old()).__class__.__name__, 4 in Old(), [*Old()], list(enumerate(Old())))
class OldStop:
    def __getitem__(self, i):
        if i == 2: raise StopIteration
        return i
print(list(OldStop()))
class Hint:
    def __iter__(self): return iter("abc")
    def __length_hint__(self): return self.h
for h in [10, -1, "x", NotImplemented, 2**80, 1.5]:
    Hint.h = h
    try:
        print(h, list(Hint()))
    except Exception as e:
        print(h, type(e).__name__ + ":", e)
class NextOnly:
    def __next__(self): return 1
def error(function):
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__ + ":", e)
error(lambda: iter(NextOnly()))
error(lambda: next(NextOnly()))
error(lambda: next(Fresh()))
error(lambda: [x for x in NextOnly()])
class RaisesInNext(Count):
    def __next__(self): raise KeyError("in next")
error(lambda: list(RaisesInNext(1)))
error(lambda: 5 in RaisesInNext(1))
class RaisesInIter:
    def __iter__(self): raise ZeroDivisionError("in iter")
error(lambda: list(RaisesInIter()))
error(lambda: sum(RaisesInIter()))
error(lambda: dict(RaisesInIter()))
