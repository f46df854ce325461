# __file__, __spec__, sys.argv and sys.path[0] of scripts, folders, archives, links and pipes.
import sys

sys.dont_write_bytecode = True
from support.runner import finish, shell, write

SHOW = ("import sys; print(sys.argv, __file__, __name__, repr(__package__), __spec__ and __spec__.name, type(__loader__).__name__, "
        "sys.path[0], __cached__, __doc__)\n")
for name in ("program.py", "folder/__main__.py", "package/__init__.py", "package/__main__.py", "package/inner.py", "__main__.py", "no_ending"):
    write(name, SHOW)
for command in ("program.py x", "./program.py", "$PWD/program.py", "folder/../program.py", "- y < program.py", "< program.py", "folder a", "package", ".",
                "-m program z", "-m package", "-m package.inner", "-m package.nothing", "-m nothing", "-m program.x", "-m .program", "-m ''",
                "no_ending", "nothing.py", "program.py/", "-I -m program", "-P program.py", "-P folder", "-m sys"):
    shell("$PYTHON " + command)
shell("cat program.py | $PYTHON /dev/stdin z")
shell("mkfifo pipe; (cat program.py > pipe &); $PYTHON pipe")
shell("ln -s program.py link.py; $PYTHON link.py; mkdir other; ln -s ../program.py other/link.py; $PYTHON other/link.py")
shell("$PYTHON -m zipfile -c archive.zip __main__.py program.py && $PYTHON archive.zip q && $PYTHON -I archive.zip && PYTHONPATH=archive.zip $PYTHON -c 'import program'")
shell("mkdir empty; $PYTHON empty; $PYTHON -m zipfile -c none.zip program.py; $PYTHON none.zip")
shell("mkdir gone; cd gone; rmdir ../gone; $PYTHON -c 'import sys; print(sys.path[0])'; $PYTHON x.py")
shell("$PYTHON -m compileall -q -b program.py; mv program.pyc bytecode.pyc; $PYTHON bytecode.pyc; cp bytecode.pyc bytecode.txt; $PYTHON bytecode.txt")
shell("for n in 0 4 8 15 16 17 30; do head -c $n bytecode.pyc > cut.pyc; $PYTHON cut.pyc; done")
finish()
