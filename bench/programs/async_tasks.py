"""Coroutines on an event loop of our own: tasks, queues, timers, awaiting chains, async for and async with."""

SIZES = {"small": 80, "full": 250000}


class Yield:
    def __await__(self):
        yield


class Sleep:
    def __init__(self, ticks):
        self.ticks = ticks

    def __await__(self):
        return (yield self.ticks)


class Future:
    def __init__(self, loop):
        self.loop, self.waiting, self.done, self.value = loop, [], False, None

    def set(self, value):
        self.done, self.value = True, value
        for task in self.waiting:
            self.loop.ready.append(task)

    def __await__(self):
        if not self.done:
            yield self
        return self.value


class Loop:
    def __init__(self):
        self.ready, self.timers, self.now, self.switches = [], {}, 0, 0

    def spawn(self, coroutine):
        task = Future(self)
        self.ready.append((coroutine, task))
        return task

    def run(self):
        while self.ready or self.timers:
            self.now = self.now + 1 if self.ready else min(self.timers)
            if self.now in self.timers:
                self.ready += self.timers.pop(self.now)
            batch, self.ready = self.ready, []
            for entry in batch:
                coroutine, task = entry
                self.switches += 1
                try:
                    request = coroutine.send(None)
                except StopIteration as stop:
                    task.set(stop.value)
                    continue
                if request is None:
                    self.ready.append(entry)
                elif isinstance(request, Future):
                    request.waiting.append(entry)
                else:
                    self.timers.setdefault(self.now + request, []).append(entry)


class Channel:
    def __init__(self, loop, size):
        self.loop, self.size, self.items, self.closed = loop, size, [], False

    async def put(self, item):
        while len(self.items) >= self.size:
            await Yield()
        self.items.append(item)

    def __aiter__(self):
        return self

    async def __anext__(self):
        while not self.items:
            if self.closed:
                raise StopAsyncIteration
            await Yield()
        return self.items.pop(0)


class Lock:
    def __init__(self):
        self.held = False

    async def __aenter__(self):
        while self.held:
            await Sleep(1)
        self.held = True

    async def __aexit__(self, *error):
        self.held = False


async def producer(channel, n):
    for i in range(n):
        await channel.put(i)
        if i % 10 == 0:
            await Sleep(i % 3 + 1)
    channel.closed = True
    return n


async def consumer(channel):
    total = 0
    async for item in channel:
        total = (total * 3 + item) % 1000003
    return total


async def nested(depth):
    if depth == 0:
        await Yield()
        return 1
    return await nested(depth - 1) + depth


async def countdown(n):
    while n:
        await Yield()
        yield n
        n -= 1


async def locked(lock, log, name):
    for i in range(3):
        async with lock:
            await Sleep(1)
            log.append(name * 10 + i)


async def supervisor(loop, n):
    channel, lock, log = Channel(loop, 8), Lock(), []
    tasks = [loop.spawn(producer(channel, n)), loop.spawn(consumer(channel))]
    tasks += [loop.spawn(nested(i % 20)) for i in range(n // 4)]
    tasks += [loop.spawn(locked(lock, log, i)) for i in range(5)]
    results = [await task for task in tasks]
    total = 0
    async for x in countdown(n // 2):
        total += x
    squares = sum([x * x async for x in countdown(n // 8) if x % 2])
    return results[:2], sum(r for r in results[2:] if r), total, squares, len(log)


def main(n):
    loop = Loop()
    task = loop.spawn(supervisor(loop, n))
    loop.run()
    return f"{task.value} {loop.switches} {loop.now}"


if __name__ == "__main__":
    import sys

    print("checksum", main(SIZES[sys.argv[1] if len(sys.argv) > 1 else "small"]))
