# What exceptions and exits in threads, atexit functions and finalisers do to the process.
import sys

sys.dont_write_bytecode = True
from support.runner import finish, python

PROGRAMS = {
    "thread raises": "import threading\ndef f(): 1/0\nt = threading.Thread(target=f, name='N'); t.start(); t.join(); print('ok')",
    "thread exits": "import threading, sys\nt = threading.Thread(target=lambda: sys.exit(3)); t.start(); t.join(); print('ok')",
    "thread is interrupted": "import threading\ndef f(): raise KeyboardInterrupt\nt = threading.Thread(target=f, name='N'); t.start(); t.join(); print('ok')",
    "low level": "import _thread, time\ndef f(): 1/0\n_thread.start_new_thread(f, ()); time.sleep(.2); print('ok')",
    "low level exit": "import _thread, time\ndef f(): raise SystemExit(4)\n_thread.start_new_thread(f, ()); time.sleep(.2); print('ok')",
    "hook": "import threading\nthreading.excepthook = lambda a: print('hook', a.exc_type, a.thread.name)\nt = threading.Thread(target=lambda: 1/0, name='q'); t.start(); t.join()",
    "waits for threads": "import threading, time, sys\ndef f():\n  time.sleep(.2); print('done')\nthreading.Thread(target=f).start()\nsys.exit(3)",
    "not for daemons": "import threading, time\nthreading.Thread(target=time.sleep, args=(100,), daemon=True).start()\nprint('x')",
    "atexit": "import atexit, sys\natexit.register(lambda: 1/0)\ndef f(): print('f'); sys.exit(5)\natexit.register(f)\n"
              "def g(): atexit.register(print, 'late'); print('g')\natexit.register(g)",
    "atexit and exit": "import atexit, os\natexit.register(print, 'bye')\nraise SystemExit(2)",
    "at once": "import atexit, os\natexit.register(print, 'never'); os._exit(3)",
    "in a hook": "import sys\ndef h(*a): raise SystemExit(9)\nsys.excepthook = h\n1/0",
    "hook fails": "import sys\ndef h(*a): raise ValueError\nsys.excepthook = h\n1/0",
    "no hook": "import sys; sys.excepthook = None; 1/0",
    "code cannot be read": "class E(SystemExit): code = property(lambda s: 1/0)\nraise E",
    "text cannot be made": "class E(Exception):\n  def __str__(self): 1/0\nraise E",
    "code has no text": "class X:\n  def __str__(self): 1/0\nraise SystemExit(X())",
    "handler of a signal raises": "import signal, time\nsignal.signal(signal.SIGALRM, lambda *a: 1/0)\nsignal.setitimer(signal.ITIMER_REAL, .05)\ntime.sleep(5)",
    "pipe signal": "import signal, os; signal.signal(signal.SIGPIPE, signal.SIG_DFL); os.kill(os.getpid(), signal.SIGPIPE)",
    "terminated": "import os; os.kill(os.getpid(), 15)",
    "interrupted": "import os, signal; os.kill(os.getpid(), 2)",
    "interrupt is left": "raise KeyboardInterrupt('text')",
}
for title, text in PROGRAMS.items():
    python("-c", text, title=title)
for code in ("None", "0", "1", "256", "-1", "True", "False", "2**40", "2**70", "-2**70", "1.5", "'a'", "b'a'", "[]", "object", "'\\udc80'", "'\\xe9'"):
    python("-c", f"raise SystemExit({code})")
    python("-c", f"import sys; sys.exit({code})")
finish()
