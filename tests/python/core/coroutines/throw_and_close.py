class Suspend:
    def __await__(self):
        try:
            return (yield "suspended")
        except KeyError as e:
            print("awaitable caught", repr(e))
            return "from KeyError"
        finally:
            print("awaitable finally")
async def f():
    try:
        return await Suspend()
    except ValueError as e:
        print("coroutine caught", e)
        return "recovered"
c = f()
c.send(None)
try:
    c.throw(ValueError("v"))
except StopIteration as e:
    print(e.value)
c = f()
c.send(None)
try:
    c.throw(KeyError, "k")
except StopIteration as e:
    print(e.value)
c = f()
c.send(None)
c.close()
c.close()
try:
    c.send(None)
except RuntimeError as e:
    print(e)
c = f()
c.close()
async def stop(): raise StopIteration("s")
try:
    stop().send(None)
except RuntimeError as e:
    print(e)
async def stop_async(): raise StopAsyncIteration("s")
try:
    stop_async().send(None)
except StopAsyncIteration as e:
    print(repr(e))
async def ignoring():
    try:
        await Suspend()
    except GeneratorExit:
        await Suspend()
c = ignoring()
c.send(None)
try:
    c.close()
except RuntimeError as e:
    print(e)
