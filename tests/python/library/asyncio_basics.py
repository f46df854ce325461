import asyncio
async def work(n, log):
    log.append(("start", n)); await asyncio.sleep(0.001 * n); log.append(("end", n)); return n * 2
async def main():
    log = []
    print(await asyncio.gather(work(3, log), work(1, log), work(2, log)), log)
    t = asyncio.create_task(work(1, []), name="named"); print(t.get_name(), t.done(), await t, t.done(), t.result())
    try: await asyncio.wait_for(asyncio.sleep(10), 0.01)
    except asyncio.TimeoutError as e: print("timeout", type(e).__name__)
    t = asyncio.create_task(asyncio.sleep(10)); await asyncio.sleep(0); t.cancel()
    try: await t
    except asyncio.CancelledError: print("cancelled", t.cancelled())
    async def fails(): raise ValueError("f")
    print([repr(r) for r in await asyncio.gather(fails(), work(1, []), return_exceptions=True)])
    q, got = asyncio.Queue(2), []
    async def produce():
        for i in range(5): await q.put(i)
        await q.put(None)
    async def consume():
        while (x := await q.get()) is not None: got.append(x)
    await asyncio.gather(produce(), consume()); print(got)
    lock, order = asyncio.Lock(), []
    async def locked(n):
        async with lock: order.append(n); await asyncio.sleep(0); order.append(n)
    await asyncio.gather(*(locked(i) for i in range(3))); print(order)
    ev = asyncio.Event(); asyncio.get_running_loop().call_later(0.001, ev.set); await ev.wait(); print(ev.is_set())
    f = asyncio.get_running_loop().create_future(); asyncio.get_running_loop().call_soon(f.set_result, 7); print(await f)
    done, pending = await asyncio.wait([asyncio.create_task(work(i, [])) for i in (1, 2)]); print(sorted(d.result() for d in done), pending)
    try:
        async with asyncio.timeout(0.01): await asyncio.sleep(10)
    except TimeoutError: print("timeout block")
    async with asyncio.TaskGroup() as g: a, b = g.create_task(work(1, [])), g.create_task(work(2, []))
    print(a.result(), b.result())
    try:
        async with asyncio.TaskGroup() as g: g.create_task(fails()); g.create_task(asyncio.sleep(10))
    except ExceptionGroup as e: print(repr(e))
    print(await asyncio.to_thread(sum, [1, 2]), await asyncio.get_running_loop().run_in_executor(None, len, "abc"), await asyncio.shield(work(1, [])))
    async def agen():
        for i in range(3): yield i; await asyncio.sleep(0)
    print([x async for x in agen()], [r for r in [await c for c in asyncio.as_completed([work(2, []), work(1, [])])]])
    s = asyncio.Semaphore(1); print(s.locked()); await s.acquire(); print(s.locked())
asyncio.run(main())
for f in [lambda: asyncio.run(5), lambda: asyncio.get_running_loop()]:
    try: f()
    except Exception as e: print(type(e).__name__ + ":", e)
loop = asyncio.new_event_loop(); print(loop.run_until_complete(work(1, [])), loop.is_running(), loop.close(), loop.is_closed())
async def streams():
    async def handle(r, w): w.write((await r.readline()).upper()); await w.drain(); w.close()
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    r, w = await asyncio.open_connection(*server.sockets[0].getsockname()); w.write(b"hello\n"); print(await r.read()); w.close(); server.close()
    p = await asyncio.create_subprocess_exec("echo", "sub", stdout=asyncio.subprocess.PIPE); print(await p.communicate(), p.returncode)
asyncio.run(streams())
