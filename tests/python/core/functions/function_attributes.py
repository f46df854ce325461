def f(a: int, b: "text" = 5, *args: 1 + 1, c: str = "x", **kwargs) -> list:
    """Doc of f."""
    local = a
    return local

print(f.__name__, f.__qualname__, f.__doc__, f.__module__, f.__defaults__, f.__kwdefaults__, f.__annotations__, f.__dict__, f.__closure__)
c = f.__code__
print(c.co_name, c.co_argcount, c.co_kwonlyargcount, c.co_posonlyargcount, c.co_varnames, c.co_nlocals, c.co_freevars, c.co_cellvars, c.co_firstlineno, c.co_flags & 12)
f.custom = 1
f.__name__, f.__doc__ = "renamed", None
print(f.custom, f.__dict__, f.__name__, f.__doc__, f.__qualname__)
print(repr(f).split(" at ")[0], callable(f), type(f).__name__, bool(f), f == f, hash(f) == hash(f), f.__globals__ is globals(), f.__builtins__ is not None)
def g(): pass
f.__code__ = g.__code__
print(f(), (lambda: 0).__name__, (lambda: 0).__qualname__)
class C:
    def m(self):
        def inner(): pass
        return inner
    class D:
        def n(self): pass
print(C.m.__qualname__, C().m().__qualname__, C.D.n.__qualname__, C.D.__qualname__, C.m.__name__)
for statement in ["f.__name__ = 5", "f.__defaults__ = 5", "f.__code__ = 5", "f.__kwdefaults__ = 5", "f.__dict__ = 5", "del f.custom; f.custom", "f.__closure__ = ()", "f.__globals__ = {}", "f.__qualname__ = None",
                  "f.__annotations__ = 5", "g.x.y = 1"]:
    try:
        exec(statement)
        print(statement, "ok")
    except Exception as e:
        print(statement, type(e).__name__ + ":", e)
