# The interactive mode when its input is a pipe: prompts, values, blocks, errors, the end of input.
# timeout: 120
import sys

sys.dont_write_bytecode = True
from support.runner import finish, python, write

SESSIONS = ["1+1\n", "x = 1\nx\n_\n", "if 1:\n  print(1)\nelse:\n  2\n\n3\n", "def f():\n  return 1\nf()\n", "def f():\n  return 1\n\nf()\n", "'a\n3\n", "(1,\n2)\n",
            "@x\ndef f(): pass\n\n", "import sys\nsys.ps1='A>'\nsys.ps2='B>'\nif 1:\n  1\n\n_\n", "class P:\n  def __str__(s): return 'p'\n\nimport sys\nsys.ps1=P()\n2",
            "exit(7)", "quit()\n", "raise SystemExit(3)\n", "1/0\nimport sys\nsys.last_value\nsys.last_traceback.tb_lineno\n", "def f():\n  1/0\n\nf()\n", "1+\n2\n", "  x\n",
            "x ==== 2\n", "\\\n5\n", "'''abc\ndef'''\n", "#comment\n\n   \n1\n", "for i in range(2): i\n\n", "lambda: (yield)\nwith x: pass\n\n", "raise KeyboardInterrupt\n1\n",
            "1;2;3\nx=1;x\nprint(1);2\n", "from __future__ import annotations\ndef g(x: int): pass\n\ng.__annotations__\n", "if 1:\n    1\n  2\n3\n", "if 1:\n1\n",
            "x = (\n1\n\n)\nx\n", "'''\nfoo\n\n'''\n", "if 1:\n  x=1\n", "x = (", "'''abc", "try:\n  1/0\nexcept:\n  print(5)\n\n", "def f(:\n)\n", "\tx=1\n", "\\\n", "1\r\n2\r\n",
            "None\n", "y", "import nothing_there\n", "async def f(): pass\n\nawait f()\n", "x: int = 5\n__annotations__\n", "print(__name__, __file__)\n", "help\nquit\nexit\n", ""]
for session in SESSIONS:
    python("-iq", input=session.encode(), title=repr(session))
write("program.py", "x = 5\n")
write("fails.py", "1/0\n")
write("leaves.py", "import sys; sys.exit(4)\n")
python("-i", "program.py", input=b"x\n__name__\n")
python("-i", "fails.py", input=b"import sys; sys.last_type\n")
python("-i", "leaves.py", input=b"2+2\n")
python("-i", "-c", "raise SystemExit(5)", input=b"3\n")
python("-i", "-c", "1", input=b"raise SystemExit(5)\n")
python("-i", "-m", "nothing_there", input=b"3\n")
write("asks.py", "import os; os.environ['PYTHONINSPECT'] = '1'\n")
python("asks.py", input=b"print(2)\n")
for name, text in {"start.py": "x = 3\nprint(x)\n", "exits.py": "raise SystemExit(2)\n", "fails.py": "1/0\n", "wrong.py": "def f(:\n"}.items():
    write(name, text)
    python("-iq", input=b"x\n", PYTHONSTARTUP=name)
python("-iq", input=b"1\n", PYTHONSTARTUP="nothing.py")
python("-iqE", input=b"1\n", PYTHONSTARTUP="start.py")
finish()
