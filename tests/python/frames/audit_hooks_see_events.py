# Audit hooks are told events with their arguments; what they raise stops the operation.
import gc
import os
import sys
import tempfile

seen = []
watched = ("compile", "exec", "import", "os.", "gc.", "builtins.", "object.", "marshal.", "test.", "open", "sys.", "code.", "function.")
forbidden = None


def hook(event, arguments):
    if event == forbidden:
        raise RuntimeError("forbidden " + event)
    if event.startswith(watched):
        seen.append((event, arguments))


def show(*names):
    for event, arguments in seen:
        if event in names or not names:
            print(event, tuple("..." if hasattr(a, "co_code") or callable(a) else a for a in arguments))
    seen.clear()


sys.addaudithook(hook)
sys.audit("test.event", 1, "two", [3])
show("test.event")
eval("1 + 1")
exec("x = 1")
compile("2", "name", "eval")
show("compile", "exec")
folder = tempfile.mkdtemp()
seen.clear()
path = os.path.join(folder, "a")
with open(path, "w") as file:
    file.write("x")
os.rename(path, path + "b")
os.chmod(path + "b", 0o600)
os.listdir(folder)
os.remove(path + "b")
os.rmdir(folder)
for event, arguments in seen:
    print(event, [str(a).replace(folder, "FOLDER") for a in arguments][: 2 if event == "open" else 9])
seen.clear()


def function(a=1):
    return a


function.__code__ = function.__code__
function.__defaults__ = (2,)


class Class:
    pass


Class.__name__ = "Other"
show("object.__getattr__", "object.__setattr__")
gc.get_referents([])
show("gc.get_referents")
for forbidden, call in [
    ("open", lambda: open("nothing")),
    ("os.system", lambda: os.system("echo no")),
    ("compile", lambda: eval("1")),
    ("import", lambda: __import__("colorsys")),
    ("sys._getframe", lambda: sys._getframe()),
]:
    try:
        call()
    except RuntimeError as error:
        print(error)
forbidden = "sys.addaudithook"
sys.addaudithook(print)
forbidden = None
for arguments in [(), (1,)]:
    try:
        sys.audit(*arguments)
    except TypeError as error:
        print(error)
seen.clear()
