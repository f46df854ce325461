import threading, queue, time
results = []
def work(n): results.append(sum(range(n)))
ts = [threading.Thread(target=work, args=(i * 1000,), name=f"T{i}") for i in range(4)]
for t in ts: t.start()
for t in ts: t.join()
print(sorted(results), [t.name for t in ts], any(t.is_alive() for t in ts), threading.current_thread().name, threading.main_thread() is threading.current_thread(), threading.active_count())
lock, counter = threading.Lock(), 0
def add():
    global counter
    for _ in range(2000):
        with lock: counter += 1
ts = [threading.Thread(target=add) for _ in range(4)]
[t.start() for t in ts]; [t.join() for t in ts]
print(counter, lock.locked(), lock.acquire(False), lock.acquire(timeout=0.01), lock.release())
r = threading.RLock(); print(r.acquire(), r.acquire(), r.release(), r.release())
q = queue.Queue(maxsize=5); out = []
def consumer():
    while (x := q.get()) is not None: out.append(x); q.task_done()
    q.task_done()
c = threading.Thread(target=consumer); c.start()
for i in range(50): q.put(i)
q.put(None); c.join(); q.join(); print(out == list(range(50)), q.empty(), q.qsize())
e = threading.Event(); seen = []
w = threading.Thread(target=lambda: (e.wait(), seen.append(e.is_set()))); w.start(); e.set(); w.join(); print(seen, e.wait(0))
cond = threading.Condition(); items = []
def take():
    with cond:
        cond.wait_for(lambda: items); seen.append(items.pop())
w = threading.Thread(target=take); w.start()
with cond: items.append("c"); cond.notify()
w.join(); print(seen)
local = threading.local(); local.x = "main"
def look(): seen.append(hasattr(local, "x")); local.x = "thread"
w = threading.Thread(target=look); w.start(); w.join(); print(seen, local.x)
b = threading.Barrier(3); order = []
ts = [threading.Thread(target=lambda: order.append(b.wait())) for _ in range(3)]; [t.start() for t in ts]; [t.join() for t in ts]; print(sorted(order))
s = threading.Semaphore(2); print(s.acquire(), s.acquire(), s.acquire(False)); t = threading.Timer(0.01, lambda: seen.append("timer")); t.start(); t.join(); print(seen[-1])
def error(f):
    try: print(f())
    except Exception as x: print(type(x).__name__ + ":", x)
error(lambda: threading.Lock().release()); error(lambda: ts[0].start()); error(lambda: threading.Thread().join()); error(lambda: queue.Queue().get_nowait()); error(lambda: q.task_done()); error(lambda: r.release()); error(lambda: threading.current_thread().join())
pq = queue.PriorityQueue(); [pq.put(x) for x in (3, 1, 2)]; lq = queue.LifoQueue(); [lq.put(x) for x in (1, 2)]; print(pq.get(), lq.get(), queue.SimpleQueue().empty())
from concurrent.futures import ThreadPoolExecutor, as_completed
with ThreadPoolExecutor(3) as ex:
    print(list(ex.map(lambda x: x * x, range(5))), ex.submit(divmod, 7, 2).result()); f = ex.submit(lambda: 1 / 0); error(f.result); print(type(f.exception()).__name__, f.done())
