class Suspend:
    def __init__(self, value): self.value = value
    def __await__(self):
        received = yield self.value
        return ("resumed with", received)
async def child(x):
    r = await Suspend(("child", x))
    return x * 2, r
async def main():
    a = await child(1)
    b = await child(a[0])
    return a, b
c = main()
print(type(c).__name__, c.__name__, c.cr_running, c.cr_await, c.send(None), c.send("A"))
try:
    c.send("B")
except StopIteration as e:
    print(e.value)
def run(coroutine, *sends):
    out, sends = [], [None, *sends]
    try:
        for s in sends: out.append(coroutine.send(s))
    except StopIteration as e:
        return out, e.value
    return out, "not finished"
async def none(): pass
async def value(): return 42
async def raises(): raise ValueError("in coroutine")
async def sequence(): return [await value(), await none(), await value() + 1]
print(run(none()), run(value()), run(sequence()))
async def catches():
    try:
        await raises()
    except ValueError as e:
        return "caught " + str(e)
    finally:
        await Suspend("in finally")
print(run(catches(), 1))
def error(function):
    try:
        print(function())
    except BaseException as e:
        print(type(e).__name__ + ":", e)
async def await_bad(x): return await x
for bad in [5, None, [1], "s", range(3), (x for x in [])]:
    error(lambda: run(await_bad(bad)) if not hasattr(bad, "gi_code") else run(await_bad(bad)) )
c = value()
run(c)
error(lambda: c.send(None))
error(lambda: run(await_bad(c)))
c = value()
error(lambda: next(c))
error(lambda: iter(c))
error(lambda: list(c))
error(lambda: c.send(1))
print(run(c))
class BadAwait:
    def __await__(self): return 5
class AwaitCoroutine:
    def __await__(self): return value()
error(lambda: run(await_bad(BadAwait())))
a = AwaitCoroutine()
inner = None
class AwaitIter:
    def __await__(self): return iter([1, 2])
print(run(await_bad(AwaitIter()), None, None))
