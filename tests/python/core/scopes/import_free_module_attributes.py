print(__name__, __doc__, __spec__, __package__, type(__builtins__).__name__, __file__.endswith("import_free_module_attributes.py"), "__loader__" in globals(), "__annotations__" in globals(), "__cached__" in globals())
__name__ = "renamed"
def f(): pass
class C: pass
print(f.__module__, C.__module__, __name__)
x: int = 1
print(__annotations__)
_private = 1
__all__ = ["f"]
print(sorted(k for k in globals() if not k.startswith("__")))
