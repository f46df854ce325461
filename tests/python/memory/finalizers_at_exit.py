"""At the end of the program: what modules hold is finalised while sys.stderr is there, what sys itself holds after it."""
import subprocess
import sys

PROGRAMS = {
    "a global": "class C:\n    def __del__(self): print('del', __name__)\nc = C()",
    "a global on a cycle": "class C:\n    def __del__(self): print('del', __name__)\nc = C(); c.me = c",
    "an exception in it": "class C:\n    def __del__(self): 1 / 0\nc = C()",
    "an import in it": "class C:\n    def __del__(self): import json\nc = C()",
    "an attribute of sys": "import sys\nclass C:\n    def __del__(self): 1 / 0\nsys.x = C()",
    "what an attribute of sys refers to": "import sys\nclass C:\n    def __del__(self): 1 / 0\nsys.x = [C()]",
    "an exit function": "import atexit\nclass C:\n    def __del__(self): print('del')\nc = C()\natexit.register(print, 'atexit')",
}
for name, program in PROGRAMS.items():
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    errors = [line for line in run.stderr.splitlines() if "Error" in line]
    print(name, run.returncode, run.stdout.split(), errors)
