# What the process ends with, and what it says.
import subprocess
import sys


def run(*arguments, **more):
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, **more)
    print(arguments, done.returncode, done.stdout, done.stderr.replace(sys.executable, "PYTHON"))


for code in ["raise SystemExit", "raise SystemExit(7)", "raise SystemExit('said')", "raise SystemExit(-1)", "raise SystemExit([1])",
             "raise KeyboardInterrupt", "1/0", "def f(:", "import sys; sys.excepthook = lambda *a: print('hook', a[0]); 1/0",
             "import sys; sys.excepthook = 5; 1/0", "import sys; del sys.excepthook; 1/0",
             "import atexit; atexit.register(print, 'bye'); raise SystemExit(3)"]:
    run("-c", code)
run("-Z")
run("-c")
run("--bogus")
run("-V")
run("-m", "no_such_module_here")
run("-c", "import sys; print(sys.argv)", "a", "-b")
run("-", "x", input="import sys; print(sys.argv, __file__)")
run("-iq", input="1 + 1\nif 1:\n  print('in')\n\nimport sys\nsys.exit(9)\n")
