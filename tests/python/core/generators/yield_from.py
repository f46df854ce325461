def inner():
    x = yield 1
    print("inner got", x)
    try:
        y = yield 2
    except ValueError as e:
        print("inner caught", e)
        y = yield 3
    return ("inner result", y)
def outer():
    result = yield from inner()
    print("outer got", result)
    yield from [10, 20]
    yield from "ab"
    last = yield from iter(())
    return last
g = outer()
print(next(g), g.send("s"), g.throw(ValueError("t")), g.send("y"), list(g))
def delegating(it):
    return (yield from it)
class Iter:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 2: raise StopIteration("from next")
        return self.n
def run(g):
    out = []
    while True:
        try:
            out.append(next(g))
        except StopIteration as e:
            return out, e.value
print(run(delegating(Iter())), run(delegating(range(3))), run(delegating(delegating(Iter()))), run(delegating([])))
g = delegating(Iter())
next(g)
try:
    g.send("x")
except AttributeError as e:
    print(e)
g = delegating([1, 2, 3])
next(g)
try:
    g.throw(KeyError("no throw method"))
except KeyError as e:
    print(repr(e))
def closing():
    try:
        yield 1
    finally:
        print("inner closed")
g = delegating(closing())
next(g)
g.close()
for bad in [5, None, object]:
    try:
        list(delegating(bad))
    except TypeError as e:
        print(e)
class Custom:
    def __iter__(self): return self
    def __next__(self): return "n"
    def send(self, v): return ("send", v)
    def throw(self, *a): return ("throw", len(a))
    def close(self): print("close called")
g = delegating(Custom())
print(next(g), g.send(1), g.send(None), g.throw(ValueError), g.close())
def deep(n):
    if n: return (yield from deep(n - 1)) + 1
    return (yield "bottom")
g = deep(50)
print(next(g))
try:
    g.send(100)
except StopIteration as e:
    print(e.value)
