import os, sys, tempfile, importlib
with tempfile.TemporaryDirectory() as folder:
    def write(name, text):
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as f: f.write(text)
    write("pkg/__init__.py", "print('init pkg', __name__, __package__, len(__path__))\nfrom .a import value\n__all__ = ['a', 'b']\n")
    write("pkg/a.py", "print('init a', __name__, __package__)\nvalue = 1\n")
    write("pkg/b.py", "from . import a\nfrom .a import value as v\nfrom .sub.c import deep\nresult = v + deep\n")
    write("pkg/sub/__init__.py", "")
    write("pkg/sub/c.py", "from ..a import value\ndeep = value * 10\n")
    write("pkg/bad.py", "x = 1\nraise ValueError('while importing')\n")
    write("pkg/syntax.py", "def f(:\n")
    write("circ1.py", "import circ2\na = 1\n")
    write("circ2.py", "import circ1\nprint(hasattr(circ1, 'a'))\nb = 2\n")
    write("circ3.py", "from circ4 import y\nx = 1\n")
    write("circ4.py", "from circ3 import x\ny = 1\n")
    write("ns/one.py", "one = 1\n")
    write("latin.py", "# -*- coding: latin-1 -*-\ns = 'ascii'\n")
    sys.path.insert(0, folder)
    sys.dont_write_bytecode = True
    import pkg.b
    print(pkg.b.result, pkg.value, sorted(n for n in sys.modules if n.startswith("pkg")))
    from pkg import *
    print(a.value, b.result)
    for name in ["pkg.bad", "pkg.syntax", "pkg.none", "pkg.a.x", "circ3"]:
        try:
            importlib.import_module(name)
        except Exception as e:
            print(name, type(e).__name__, str(e).replace(folder, "DIR"))
    print("pkg.bad" in sys.modules)
    import circ1
    print(circ1.circ2.b)
    import ns.one, latin
    print(ns.one.one, ns.__file__ if hasattr(ns, "__file__") else "no file", type(ns.__path__).__name__, latin.s)
    write("pkg/a.py", "value = 'reloaded'\n")
    importlib.invalidate_caches()
    os.utime(os.path.join(folder, "pkg/a.py"), (1, 1))
    print(importlib.reload(pkg.a).value, pkg.value, importlib.import_module(".sub.c", "pkg").deep)
    print(pkg.a.__spec__.name, pkg.a.__spec__.parent, pkg.__spec__.submodule_search_locations is not None, os.path.basename(pkg.a.__file__), type(pkg.a.__loader__).__name__)
