# Modules that the interpreter brings itself: how they look, and that they can be switched off.
import sys

sys.dont_write_bytecode = True
from support.runner import finish, python, write

SHOW = """
import _imp, os, site, runpy, importlib.util, zipimport
for name in _imp._frozen_module_names():
    print(name, _imp.find_frozen(name), _imp.is_frozen(name), _imp.is_frozen_package(name), _imp.get_frozen_object(name).co_filename)
for module in (os, os.path, site, runpy, importlib.util, zipimport):
    print(module, module.__file__, module.__spec__.origin, module.__spec__.loader_state, module.__spec__.cached)
for name in ("os.path.nothing", "sys"):
    try:
        _imp.get_frozen_object(name)
    except ImportError as error:
        print(error, error.name)
"""
python("-c", SHOW, title="frozen")
for option in ("frozen_modules=off", "frozen_modules=on", "frozen_modules", "frozen_modules=bad"):
    python("-X", option, "-c", "import os, zipimport, importlib.util as u; print(os, zipimport, u, os.__spec__.loader_state is None)")
write("program.py", "1/0\n")
python("-m", "program")
python("-X", "frozen_modules=off", "-m", "program")
python("-m", "os.path")
python("-S", "-c", "import os; os.fspath(1)")
python("-c", "import os; os.makedirs('/proc/nothing/x')")
finish()
