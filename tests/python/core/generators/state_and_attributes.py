def gen(a):
    "docs"
    b = a
    try:
        yield b
        yield running.gi_running
    finally:
        pass
g = running = gen(5)
print(g.__name__, g.__qualname__, type(g).__name__, g.gi_running, g.gi_code.co_name, g.gi_frame is not None, g.gi_yieldfrom, g.gi_suspended)
print(next(g), g.gi_frame.f_locals, next(g), g.gi_running, g.gi_suspended)
print(list(g), g.gi_frame, g.gi_suspended)
g.__name__ = "renamed"
g.__qualname__ = "q.renamed"
print(repr(g).split(" at ")[0])
for name, value in [("__name__", 5), ("__qualname__", None), ("gi_code", 1), ("gi_running", True), ("x", 1)]:
    try:
        setattr(g, name, value)
    except Exception as e:
        print(name, type(e).__name__ + ":", e)
def recursive():
    yield 1
    next(it)
it = recursive()
next(it)
try:
    next(it)
except ValueError as e:
    print(e)
def delegate():
    yield from inner
inner = iter([1, 2])
d = delegate()
next(d)
print(d.gi_yieldfrom is inner)
e = (x for x in "ab")
print(e.__name__, e.__qualname__, next(e), e.gi_code.co_varnames)
class C:
    def m(self): yield
print(C().m().__qualname__, hasattr(g, "__iter__"), hasattr(g, "send"), bool(g), g == g, callable(g))
try:
    type(g)()
except TypeError as err:
    print(err)
try:
    len(gen(1))
except TypeError as err:
    print(err)
try:
    gen(1)[0]
except TypeError as err:
    print(err)
