import time, signal, os
print(time.gmtime(0)[:6], time.strftime("%Y-%m-%d", time.gmtime(86400 * 365)), time.mktime((1970, 1, 2, 0, 0, 0, 0, 0, 0)), time.asctime(time.gmtime(0)), time.strptime("2024-02-29", "%Y-%m-%d")[:3], time.tzname, time.timezone, time.localtime(0).tm_hour)
a, b = time.monotonic(), time.perf_counter(); time.sleep(0.01); print(time.monotonic() - a >= 0.009, time.perf_counter() > b, time.time() > 1.6e9, time.process_time() >= 0, time.time_ns() > 10**18, time.get_clock_info("monotonic").monotonic, time.thread_time() >= 0)
got = []
def handler(n, frame): got.append((n, frame is not None))
old = signal.signal(signal.SIGUSR1, handler); os.kill(os.getpid(), signal.SIGUSR1)
for _ in range(1000):
    if got: break
print(got, old == signal.SIG_DFL, signal.getsignal(signal.SIGUSR1) is handler, signal.Signals(10).name, signal.strsignal(11), signal.SIGINT.value, signal.getsignal(signal.SIGINT).__name__)
def raises(n, f): raise KeyError("from handler")
signal.signal(signal.SIGALRM, raises)
try:
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    while True: pass
except KeyError as e: print(repr(e))
try:
    os.kill(os.getpid(), signal.SIGINT); time.sleep(1); print("not interrupted")
except KeyboardInterrupt: print("KeyboardInterrupt")
def error(f):
    try: print(f())
    except Exception as e: print(type(e).__name__ + ":", e)
error(lambda: signal.signal(999, handler)); error(lambda: signal.signal(signal.SIGKILL, handler)); error(lambda: signal.signal(2, 5)); error(lambda: time.sleep(-1)); error(lambda: time.sleep("a")); error(lambda: time.strptime("x", "%Y")); error(lambda: time.mktime((1,))); error(lambda: time.strftime(5)); error(lambda: time.gmtime(1e30))
