import sys, importlib.abc, importlib.machinery, importlib.util
class Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name.startswith("virtual"):
            print("find", name, path is None)
            return importlib.machinery.ModuleSpec(name, Loader(), is_package=name == "virtual")
class Loader(importlib.abc.Loader):
    def create_module(self, spec): return None
    def exec_module(self, module):
        module.name = module.__name__.upper()
        if module.__name__.endswith("bad"): raise RuntimeError("loader failed")
sys.meta_path.insert(0, Finder())
import virtual, virtual.child
from virtual import other
print(virtual.name, virtual.child.name, other.name, virtual.__path__)
try:
    import virtual.bad
except RuntimeError as e:
    print(e, "virtual.bad" in sys.modules)
sys.meta_path.pop(0)
try:
    import virtual2
except ImportError as e:
    print(e)
import virtual
print(importlib.util.find_spec("json").name, importlib.util.find_spec("no_such_zz"), importlib.util.resolve_name(".x", "a.b"))
module = importlib.util.module_from_spec(importlib.machinery.ModuleSpec("m", None))
print(module.__name__)
