# faulthandler: what it writes when the process dies, on request and after some time. tracemalloc: who allocated what lives.
import sys

sys.dont_write_bytecode = True
from support.runner import finish, python

for text in ("def f(): faulthandler._sigsegv()\nf()", "faulthandler._sigabrt()", "faulthandler._sigfpe()", "import os; os.abort()",
             "import signal; signal.raise_signal(signal.SIGBUS)"):
    python("-X", "faulthandler", "-c", "import faulthandler\n" + text)
python("-c", "import faulthandler; faulthandler.enable(all_threads=False); faulthandler._sigsegv()")
python("-c", "import faulthandler; faulthandler._sigabrt()")
python("-c", """
import faulthandler, sys
def f(): faulthandler.dump_traceback(sys.stdout, all_threads=False)
def g(): f()
g()
faulthandler.enable()
print(faulthandler.is_enabled(), faulthandler.disable(), faulthandler.disable(), faulthandler.is_enabled())
""", title="dump")
python("-c", """
import faulthandler, sys, time
faulthandler.dump_traceback_later(0.2, exit=True, file=sys.stdout)
time.sleep(5)
""", title="later")
python("-c", """
import faulthandler, os, signal, sys
faulthandler.register(signal.SIGUSR1, file=sys.stdout, all_threads=False)
def f(): os.kill(os.getpid(), signal.SIGUSR1)
f()
print(faulthandler.unregister(signal.SIGUSR1), faulthandler.unregister(signal.SIGUSR1))
for call in (lambda: faulthandler.register(signal.SIGSEGV), lambda: faulthandler.dump_traceback_later(-1), lambda: faulthandler.register(1000),
             lambda: faulthandler.dump_traceback(-1), lambda: faulthandler.enable(object())):
    try:
        call()
    except Exception as e:
        print(type(e).__name__, e)
""", title="registered")
python("-c", """
import gc, tracemalloc
print(tracemalloc.is_tracing(), tracemalloc.get_traced_memory())
tracemalloc.start(3)
def f(): return [bytes(1000) for i in range(50)]
def g(): return f()
kept = g()
rows = [s for s in tracemalloc.take_snapshot().statistics("lineno") if s.traceback[0].filename == "<string>" and s.traceback[0].lineno == 5]
print(len(rows), rows[0].size > 50000, rows[0].count >= 50)
print([frame.lineno for frame in tracemalloc.get_object_traceback(kept[0])], tracemalloc.get_object_traceback(f))
before, peak = tracemalloc.get_traced_memory()
kept = None
gc.collect()
after, later_peak = tracemalloc.get_traced_memory()
print(before - after > 40000, later_peak >= peak >= before)
tracemalloc.reset_peak()
print(tracemalloc.get_traced_memory()[1] < peak, tracemalloc.get_traceback_limit(), tracemalloc.get_tracemalloc_memory() > 0)
tracemalloc.clear_traces()
tracemalloc.stop()
print(tracemalloc.is_tracing(), tracemalloc.get_traced_memory())
for limit in (0, 70000):
    try:
        tracemalloc.start(limit)
    except ValueError as e:
        print(e)
""", title="traces")
python("-X", "tracemalloc=5", "-c", "import tracemalloc; print(tracemalloc.get_traceback_limit(), tracemalloc.is_tracing())")
finish()
