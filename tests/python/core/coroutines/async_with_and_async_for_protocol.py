def run(coroutine):
    try:
        while True: coroutine.send(None)
    except StopIteration as e:
        return e.value
class Manager:
    def __init__(self, name, swallow=False): self.name, self.swallow = name, swallow
    async def __aenter__(self): print("enter", self.name); return self.name
    async def __aexit__(self, t, v, tb): print("exit", self.name, t and t.__name__, v); return self.swallow
async def f():
    async with Manager("a") as a, Manager("b") as b:
        print(a, b)
    async with Manager("swallows", True):
        raise ValueError("swallowed")
    try:
        async with Manager("passes"), (Manager("c")):
            raise KeyError("not swallowed")
    except KeyError as e:
        print(repr(e))
    async with Manager("return"):
        return "returned"
print(run(f()))
class Counter:
    def __init__(self, n): self.n, self.i = n, 0
    def __aiter__(self): return self
    async def __anext__(self):
        self.i += 1
        if self.i > self.n: raise StopAsyncIteration
        return self.i
async def g(): return [x async for x in Counter(3)]
print(run(g()))
class NoAexit:
    async def __aenter__(self): pass
class SyncOnly:
    def __enter__(self): pass
    def __exit__(self, *a): pass
    def __iter__(self): return iter([])
class BadAiter:
    def __aiter__(self): return 5
class AnextNotAwaitable:
    def __aiter__(self): return self
    def __anext__(self): return 5
async def with_(m):
    async with m: pass
async def for_(i):
    async for x in i: pass
async def sync_with(m):
    with m: pass
for c in [with_(NoAexit()), with_(SyncOnly()), with_(5), for_(SyncOnly()), for_(5), for_(BadAiter()), for_(AnextNotAwaitable()), sync_with(Manager("x")), for_([1])]:
    try:
        run(c)
    except TypeError as e:
        print(e)
for f in [lambda: aiter(5), lambda: anext(5), lambda: aiter([]), lambda: anext()]:
    try:
        f()
    except TypeError as e:
        print(e)
