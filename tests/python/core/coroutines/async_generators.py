class Suspend:
    def __init__(self, v): self.v = v
    def __await__(self): return (yield self.v)
def run(coroutine, log=None):
    to_send = None
    try:
        while True:
            out = coroutine.send(to_send)
            if log is not None: log.append(out)
            to_send = f"reply to {out}"
    except StopIteration as e:
        return e.value
async def agen(n):
    try:
        for i in range(n):
            reply = await Suspend(f"s{i}")
            got = yield i, reply
            if got: print("got", got)
    finally:
        print("agen finally")
async def consume():
    return [x async for x in agen(2)], {x[0]: 1 async for x in agen(3) if x[0] != 1}, [y async for x in agen(1) for y in x]
log = []
print(run(consume(), log), log)
async def loop():
    out = []
    left = agen(5)
    async for i, _ in left:
        if i == 1: continue
        if i == 3: break
        out.append(i)
    else:
        out.append("else")
    await left.aclose()
    async for x in agen(0): pass
    else: out.append("else ran")
    return out
print(run(loop()))
async def manual():
    g = agen(3)
    print(await g.__anext__(), await g.asend("sent"))
    try:
        await g.athrow(ValueError("thrown"))
    except ValueError as e:
        print("out", e)
    try:
        await g.__anext__()
    except StopAsyncIteration as e:
        print("stopped", e.args)
    g = agen(3)
    await anext(g)
    await g.aclose()
    print(await anext(g, "default"))
    g = agen(1)
    print(g.ag_running, g.ag_await, g.__name__, aiter(g) is g, type(g).__name__)
    await g.aclose()
    try:
        await agen(1).asend("early")
    except TypeError as e:
        print(e)
run(manual())
async def throws_inside():
    yield 1
    raise StopAsyncIteration
async def test():
    try:
        print([x async for x in throws_inside()])
    except RuntimeError as e:
        print(e)
run(test())
async def generator_expression():
    g = (x * 2 async for x in agen(2) if x)
    print(type(g).__name__)
    return [len(x) async for x in g]
print(run(generator_expression()))
async def ignores_exit():
    try:
        yield 1
    except GeneratorExit:
        yield 2
async def test2():
    g = ignores_exit()
    await anext(g)
    try:
        await g.aclose()
    except RuntimeError as e:
        print(e)
run(test2())
