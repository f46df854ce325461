import functools
from functools import *
print(reduce(lambda a, b: a * b, [1, 2, 3, 4]), reduce(lambda a, b: a + [b], "ab", []), reduce(max, [5], 1))
p = partial(int, base=2)
print(p("101"), p("11", base=3), p.func, p.args, p.keywords, partial(partial(print, 1), 2).args, repr(partial(len)).startswith("functools.partial("))
class C:
    def m(self, a, b): return a, b
    pm = partialmethod(m, 1)
print(C().pm(2))
calls = []
@lru_cache(maxsize=2)
def f(x, y=0): calls.append(x); return x * 2
print(f(1), f(2), f(1), f(3), f(2), f.cache_info(), calls, f.cache_parameters())
f.cache_clear(); print(f.cache_info(), f.__wrapped__(5))
@cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), fib.cache_info().hits > 0)
@lru_cache(typed=True)
def t(x): return type(x).__name__
print(t(1), t(1.0), t.cache_info())
@total_ordering
class O:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(O(1) <= O(1), O(2) > O(1), O(1) >= O(2))
@wraps(f)
def w(): pass
print(w.__name__, w.__wrapped__ is f)
print(sorted(["b", "A", "c"], key=cmp_to_key(lambda a, b: (a.lower() > b.lower()) - (a.lower() < b.lower()))))
class D:
    n = 0
    @cached_property
    def value(self): D.n += 1; return 42
d = D(); print(d.value, d.value, D.n, d.__dict__)
@singledispatch
def s(x): return "object"
@s.register
def _(x: int): return "int"
@s.register(list)
def _(x): return "list of " + ",".join(map(s, x))
@s.register(float)
@s.register(complex)
def _(x): return "number"
print(s("a"), s(1), s(True), s([1, "a", 2.5]), s(1j), s.dispatch(bool) is s.dispatch(int), sorted(c.__name__ for c in s.registry))
class M:
    @singledispatchmethod
    def go(self, x): return "default"
    @go.register
    def _(self, x: str): return "str"
print(M().go("a"), M().go(1))
def error(fn):
    try: print(fn())
    except Exception as x: print(type(x).__name__ + ":", x)
error(lambda: reduce(max, []))
error(lambda: reduce(5, [1, 2]))
error(lambda: f([]))
error(lambda: partial())
error(lambda: partial(5))
error(lambda: total_ordering(type("E", (), {})))
error(lambda: s())
