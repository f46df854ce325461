import types, sys
m = types.ModuleType("made", "doc of made")
print(m, m.__name__, m.__doc__, m.__dict__.keys(), type(m).__name__)
exec("x = 1\ndef __getattr__(name):\n if name == 'dyn': return 'dynamic'\n raise AttributeError(name)\ndef __dir__(): return ['b', 'a']", m.__dict__)
print(m.x, m.dyn, dir(m), hasattr(m, "nope"))
sys.modules["made"] = m
import made
from made import dyn, x
print(made is m, dyn, x)
try:
    from made import nope
except ImportError as e:
    print(e)
del m.x
try:
    m.x
except AttributeError as e:
    print(e)
sys.modules["blocked"] = None
try:
    import blocked
except ModuleNotFoundError as e:
    print(e)
class Fake: attr = 5
sys.modules["fake"] = Fake()
from fake import attr
import fake
print(attr, type(fake).__name__)
m.y = 2
print(vars(m)["y"], m.__dict__ is vars(m))
class Sub(types.ModuleType):
    @property
    def p(self): return "property on module"
m.__class__ = Sub
print(m.p, type(m).__name__)
try:
    types.ModuleType()
except TypeError as e:
    print(e)
try:
    types.ModuleType("a").zzz
except AttributeError as e:
    print(e)
