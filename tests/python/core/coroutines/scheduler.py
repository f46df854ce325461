class Sleep:
    def __init__(self, ticks): self.ticks = ticks
    def __await__(self):
        for _ in range(self.ticks): yield
class Queue:
    def __init__(self): self.items = []
    async def put(self, x): self.items.append(x); await Sleep(1)
    async def get(self):
        while not self.items: await Sleep(1)
        return self.items.pop(0)
def run_all(*coroutines):
    ready, results, ticks = list(enumerate(coroutines)), {}, 0
    while ready:
        index, c = ready.pop(0)
        ticks += 1
        try:
            c.send(None)
            ready.append((index, c))
        except StopIteration as e:
            results[index] = e.value
        except Exception as e:
            results[index] = repr(e)
    return [results[i] for i in sorted(results)], ticks
async def producer(q, n):
    for i in range(n): await q.put(i)
    await q.put(None)
    return "produced"
async def consumer(q):
    total = 0
    while (x := await q.get()) is not None: total += x
    return total
async def failing(n):
    await Sleep(n)
    raise ValueError(n)
q = Queue()
print(run_all(producer(q, 20), consumer(q), failing(3), failing(0)))
async def gather(*cs):
    return [await c for c in cs]
async def square(x):
    await Sleep(x % 3)
    return x * x
print(run_all(gather(*[square(i) for i in range(6)])))
async def tree(n):
    if n == 0: return 1
    return await tree(n - 1) + await tree(n - 1)
print(run_all(tree(6), tree(3)))
