# Futures and tasks: states, callbacks, cancellation, what they raise, how they are shown.
import asyncio
import contextvars


def error(function):
    try:
        print(repr(function()))
    except BaseException as e:
        print(type(e).__name__ + ":", e)


loop = asyncio.new_event_loop()
f = loop.create_future()
print(f.done(), f.cancelled(), f._state, f._callbacks, f._asyncio_future_blocking, f._log_traceback)
error(f.result)
error(f.exception)
error(lambda: f.set_exception(5))
error(lambda: f.set_exception(StopIteration))
error(lambda: asyncio.Task(5, loop=loop))
error(lambda: setattr(f, "_log_traceback", True))
error(lambda: asyncio.Future.__new__(asyncio.Future).get_loop())
error(lambda: asyncio.Future.__new__(asyncio.Future).cancel())
calls = []


def called(future):
    calls.append(future)


f.add_done_callback(called)
f.add_done_callback(called)
print(f.remove_done_callback(called), f.remove_done_callback(print))
variable = contextvars.ContextVar("variable", default=0)
context = contextvars.copy_context()
context.run(variable.set, 7)
f.add_done_callback(lambda future: calls.append(variable.get()), context=context)
f.set_result("done")
error(lambda: f.set_result(1))
loop.run_until_complete(asyncio.sleep(0))
print(calls, f.result(), f.exception(), f.cancel(), f)
g = loop.create_future()
print(g.cancel("why"), g.cancelled(), g, g._cancel_message)
error(g.result)
error(g.exception)
h = loop.create_future()
h.set_exception(KeyError("k"))
error(h.result)
print(repr(h.exception()), h)


async def numbers(n, log):
    try:
        for i in range(n):
            log.append(i)
            await asyncio.sleep(0)
        return sum(range(n))
    finally:
        log.append("end")


async def wrong_yield():
    class Yields:
        def __await__(self):
            yield 5

    await Yields()


async def main():
    log = []
    a, b = asyncio.create_task(numbers(3, log), name="a"), asyncio.create_task(numbers(2, log), name="b")
    print(a.get_name(), a.done(), asyncio.current_task().get_name().startswith("Task-"), len(asyncio.all_tasks()))
    print(await asyncio.gather(a, b), log)
    c = asyncio.create_task(numbers(1000, log))
    await asyncio.sleep(0)
    print(c.cancel("stop"), c.cancelling(), c.uncancel(), c.cancelling(), c._must_cancel)
    c.cancel("stop")
    try:
        await c
    except asyncio.CancelledError as e:
        print("cancelled", e.args, c.cancelled(), log[-1])
    error(lambda: c.set_result(1))
    error(lambda: c.set_exception(ValueError()))
    try:
        await asyncio.create_task(wrong_yield())
    except RuntimeError as e:
        print(e)
    try:
        async with asyncio.timeout(0.01):
            await asyncio.sleep(10)
    except TimeoutError:
        print("timed out")
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(asyncio.sleep(10))
            group.create_task(wrong_yield())
    except* RuntimeError as e:
        print(len(e.exceptions))
    done, pending = await asyncio.wait([asyncio.create_task(asyncio.sleep(0, i)) for i in range(3)])
    print(sorted(t.result() for t in done), pending)
    child = asyncio.create_task(asyncio.sleep(0), context=context)
    await child
    return [r async for r in agen()]


async def agen():
    for i in range(3):
        await asyncio.sleep(0)
        yield i


loop.close()
error(asyncio.get_running_loop)
print(asyncio.run(main()))
