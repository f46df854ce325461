# Locks with time-outs, conditions, barriers, thread-local data, daemon threads, joining at exit, forks in threads.
import os
import queue
import signal
import subprocess
import sys
import threading
import time


def timed(function):
    start = time.monotonic()
    result = function()
    return result, time.monotonic() - start


# A lock's time-out is kept, and another thread runs meanwhile.
lock = threading.Lock()
lock.acquire()
steps = []
worker = threading.Thread(target=lambda: [steps.append(i) for i in range(1000)])
worker.start()
got, seconds = timed(lambda: lock.acquire(timeout=0.1))
worker.join()
print("timed out", got, 0.09 <= seconds < 2, len(steps))
print("not blocking", lock.acquire(blocking=False), lock.acquire(False), lock.locked())
lock.release()
try:
    lock.release()
except RuntimeError as error:
    print(error)
for wrong in (-2, 1e100):
    try:
        lock.acquire(timeout=wrong)
    except (ValueError, OverflowError) as error:
        print(type(error).__name__, error)

# Two busy threads both make progress: neither waits until the other has ended.
progress = [0, 0]
stop = False


def busy(index):
    while not stop:
        progress[index] += 1


threads = [threading.Thread(target=busy, args=(i,)) for i in range(2)]
for thread in threads:
    thread.start()
time.sleep(0.3)
stop = True
for thread in threads:
    thread.join()
print("both ran", min(progress) * 20 > max(progress) > 0)

# The switch interval is kept as set.
before = sys.getswitchinterval()
sys.setswitchinterval(0.001)
print(before, sys.getswitchinterval())
sys.setswitchinterval(before)

# Re-entrant locks count; a condition gives all levels back.
rlock = threading.RLock()
condition = threading.Condition(rlock)
seen = []


def waiter():
    with rlock, rlock, condition:
        seen.append(condition.wait_for(lambda: "go" in seen, timeout=5))


thread = threading.Thread(target=waiter)
thread.start()
while not condition._waiters:
    time.sleep(0.001)
with condition:
    seen.append("go")
    condition.notify_all()
thread.join()
print(seen)

# Thread-local data: each thread has its own, made by __init__ in each.
made = []


class Local(threading.local):
    level = "class"

    def __init__(self, start):
        made.append(start)
        self.value = start


local = Local(7)
local.value = 8
out = []


def look():
    out.append((local.value, local.level, sorted(local.__dict__)))
    local.extra = 1


thread = threading.Thread(target=look)
thread.start()
thread.join()
print(out, local.value, hasattr(local, "extra"), made)

# Barrier, semaphore, event, timer.
barrier = threading.Barrier(3)
arrived = []


def meet():
    arrived.append(barrier.wait())


threads = [threading.Thread(target=meet) for _ in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(arrived), barrier.broken)
semaphore = threading.BoundedSemaphore(2)
print(semaphore.acquire(), semaphore.acquire(), semaphore.acquire(timeout=0.01))
semaphore.release(2)
try:
    semaphore.release()
except ValueError as error:
    print(error)
event = threading.Event()
threading.Timer(0.01, event.set).start()
print(event.wait(5), event.is_set())

# A signal handler runs in the main thread while it waits for a lock.
handled = []
signal.signal(signal.SIGUSR1, lambda number, frame: handled.append((number, threading.current_thread() is threading.main_thread())))
wait_for = threading.Lock()
wait_for.acquire()


def disturb():
    time.sleep(0.02)
    os.kill(os.getpid(), signal.SIGUSR1)
    time.sleep(0.1)
    handled.append("released")
    wait_for.release()


thread = threading.Thread(target=disturb)
thread.start()
print(wait_for.acquire(), handled == [(signal.SIGUSR1, True), "released"])
thread.join()


# A handler that raises ends the waiting.
class Stop(Exception):
    pass


def stopping(number, frame):
    raise Stop


signal.signal(signal.SIGUSR1, stopping)
thread = threading.Thread(target=lambda: (time.sleep(0.02), os.kill(os.getpid(), signal.SIGUSR1)))
thread.start()
try:
    wait_for.acquire()
except Stop:
    print("stopped")
thread.join()

# A fork in a thread: that thread is the child's only one.
results = queue.Queue()


def forks():
    pid = os.fork()
    if pid == 0:
        alone = threading.active_count() == 1 and threading.current_thread() is threading.main_thread()
        child = threading.Thread(target=lambda: None)
        child.start()
        child.join()
        os._exit(42 if alone else 1)
    results.put(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


idle = threading.Event()
others = [threading.Thread(target=idle.wait) for _ in range(3)]
for thread in others:
    thread.start()
thread = threading.Thread(target=forks)
thread.start()
thread.join()
idle.set()
for thread in others:
    thread.join()
print("child", results.get())

# Exceptions of threads.
old, threading.excepthook = threading.excepthook, lambda args: print(args.exc_type.__name__, args.exc_value, args.thread.name)
thread = threading.Thread(target=lambda: 1 / 0, name="divider")
thread.start()
thread.join()
threading.excepthook = old


def run(program):
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=20)
    print(done.returncode, done.stdout.split(), done.stderr.split("\n")[-2:-1])


# The program waits for ordinary threads, and not for daemon threads.
run("import threading, time\nthreading.Thread(target=lambda: (time.sleep(0.1), print('late'))).start()\nprint('end')")
run("import threading, time\nthreading.Thread(target=lambda: time.sleep(100), daemon=True).start()\nprint('end')")
run("import threading\ndef spin():\n  while True: pass\nfor _ in range(3): threading.Thread(target=spin, daemon=True).start()\nprint('end')")
run("import threading, atexit, time\natexit.register(print, 'atexit')\nt = threading.Thread(target=lambda: (time.sleep(0.05), print('thread')))\nt.start()")
run("import threading, sys\nt = threading.Thread(target=sys.exit, args=(3,))\nt.start(); t.join()\nprint('goes on')")
run("import _thread, time\n_thread.start_new_thread(lambda: _thread.interrupt_main(), ())\ntry:\n  time.sleep(5)\nexcept KeyboardInterrupt: print('interrupted')")
