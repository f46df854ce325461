# The interactive mode, input() and their signals at a terminal; the history goes to a file.
# timeout: 120
import os
import pty
import select
import sys
import time

sys.dont_write_bytecode = True
from support.runner import FOLDER, clean_environment, finish, normal


def session(title, arguments, steps):
    """Types each step when the interpreter has answered the one before and waits."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(FOLDER)
        os.execve(sys.executable, [sys.executable, *arguments], clean_environment(TERM="dumb", HOME=FOLDER, INPUTRC="/dev/null"))
    seen = b""

    def wait_for(marks):
        nonlocal seen
        start = len(seen)
        end = time.time() + 10
        while time.time() < end:
            ready, _, _ = select.select([terminal], [], [], 0.15)
            if ready:
                try:
                    data = os.read(terminal, 65536)
                except OSError:
                    return
                if not data:
                    return
                seen += data
            elif any(seen[start:].endswith(mark) for mark in marks):
                return

    for mark, text in steps:
        wait_for([mark])
        os.write(terminal, text)
    wait_for([])
    _, status = os.waitpid(pid, 0)
    os.close(terminal)
    print("==", title, os.waitstatus_to_exitcode(status))
    print(normal(seen.replace(b"\r\n", b"\n").replace(b"^D", b"").replace(b"^C", b"")))


PROMPT, MORE = b">>> ", b"... "
session("values and blocks", ["-q"], [(PROMPT, b"1+1\n"), (PROMPT, b"x = [1,\n"), (MORE, b"2]\n"), (PROMPT, b"def f():\n"), (MORE, b"  return x\n"), (MORE, b"\n"),
                                      (PROMPT, b"f()\n"), (PROMPT, b"1/0\n"), (PROMPT, b"exit(3)\n")])
session("end of input", ["-q"], [(PROMPT, b"1\n"), (PROMPT, b"\x04")])
session("Control-C at the prompt", ["-q"], [(PROMPT, b"\x03"), (PROMPT, b"if 1:\n"), (MORE, b"\x03"), (PROMPT, b"5\n"), (PROMPT, b"quit()\n")])
session("input", ["-q"], [(PROMPT, b"input('p> ')\n"), (b"p> ", b"abc\n"), (PROMPT, b"input('two\\nlines: ')\n"), (b"lines: ", "d\xe9f\n".encode()),
                          (PROMPT, b"input()\n"), (b"\n", b"\x03"), (PROMPT, b"exit()\n")])
session("input in a program", ["-c", "x = input('name: '); print(repr(x)); print(input())"], [(b"name: ", b"foo\n"), (b"\n", b"bar\n")])
session("end of input in a program", ["-c", "print(input('name: '))"], [(b"name: ", b"\x04")])
session("Control-C in a program", ["-c", "print(input('name: '))"], [(b"name: ", b"\x03")])
session("Control-C while sleeping", ["-c", "import time; print('go'); time.sleep(20)"], [(b"go\r\n", b"\x03")])
session("after a program", ["-i", "-c", "x = 5"], [(PROMPT, b"x\n"), (PROMPT, b"quit()\n")])
session("a debugger", ["-c", "import pdb\ndef f():\n  y = 3\n  pdb.set_trace()\n  return y\nprint(f())"], [(b"(Pdb) ", b"p y\n"), (b"(Pdb) ", b"c\n")])
session("a password", ["-c", "import getpass; print(repr(getpass.getpass()))"], [(b"Password: ", b"secret\n")])
session("a console in Python", ["-m", "code", "-q"], [(PROMPT, b"1+1\n"), (PROMPT, b"\x04")])
session("prompts that are objects", ["-q"], [(PROMPT, b"import sys; sys.ps1 = 'A> '; sys.ps2 = 'B> '\n"), (b"A> ", b"if 1:\n"), (b"B> ", b"  2\n"), (b"B> ", b"\n"), (b"A> ", b"exit()\n")])
session("the history was kept", ["-c", "import os, readline; readline.read_history_file(os.path.expanduser('~/.python_history')); "
                                       "print([readline.get_history_item(i + 1) for i in range(3)])"], [])
finish()
