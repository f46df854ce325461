# The __dict__ descriptor of a base leaves classes, modules and exceptions their own kind of __dict__.
import types
class Base: pass
class Meta1(type, Base): pass
class Meta2(Base, type): pass
class Module(Base, types.ModuleType): pass
class Error(Base, Exception): pass
class D(metaclass=Meta1): pass
class E(metaclass=Meta2): pass
for x in (D, E, Module("m"), Error("e")):
    print(type(x.__dict__).__name__)
    for action in (lambda: setattr(x, "__dict__", {}), lambda: delattr(x, "__dict__"), lambda: Base.__dict__["__dict__"].__set__(x, {})):
        try: action(); print("done")
        except (TypeError, AttributeError) as e: print(type(e).__name__)
m = types.ModuleType("m", "doc of m")
print(object.__getattribute__(m, "__doc__"), object.__getattribute__(m, "__name__"))
object.__setattr__(m, "x", 1); print(m.x); object.__delattr__(m, "x"); print(hasattr(m, "x"))
class Bad(types.ModuleType): __dict__ = 8
try: dir(Bad("b"))
except TypeError as e: print(e)
