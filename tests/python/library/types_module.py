import types
from types import *
ns = SimpleNamespace(a=1, b="x")
ns.c = [ns]
print(ns.a, SimpleNamespace(x=1) == SimpleNamespace(x=1), repr(SimpleNamespace(z=1, y=2)), vars(SimpleNamespace(q=1)), SimpleNamespace(), ns)
p = MappingProxyType({"a": 1})
print(p, p["a"], list(p), len(p), "a" in p, p.get("z", 0), p | {"b": 2}, p == {"a": 1}, p.copy())
def error(f):
    try: print(f())
    except Exception as e: print(type(e).__name__ + ":", e)
error(lambda: p.__setitem__("a", 2)); error(lambda: MappingProxyType(5)); error(lambda: SimpleNamespace(1))
def f(x, y=2): return x, y
code = f.__code__
g = FunctionType(code, globals(), "renamed", (9,))
print(g(1), g.__name__, MethodType(f, 5)(), MethodType(f, 5).__self__, code.replace(co_name="new").co_name, FunctionType(code.replace(co_consts=code.co_consts), {})(1, 2), CellType(5).cell_contents)
print([getattr(types, n).__name__ for n in ["FunctionType", "LambdaType", "GeneratorType", "CoroutineType", "AsyncGeneratorType", "CodeType", "MethodType", "BuiltinFunctionType", "WrapperDescriptorType", "MethodWrapperType", "MethodDescriptorType", "ModuleType", "TracebackType", "FrameType", "GetSetDescriptorType", "MemberDescriptorType", "NoneType", "EllipsisType", "NotImplementedType", "GenericAlias", "UnionType"]])
C = new_class("C", (dict,), {}, lambda ns: ns.update(x=5))
print(C.x, C.__mro__[1], prepare_class("D", (), {})[0], resolve_bases((int,)), get_original_bases(int) if hasattr(types, "get_original_bases") else "")
class D:
    @DynamicClassAttribute
    def v(self): return "instance"
print(D().v); error(lambda: D.v)
@coroutine
def legacy(): return (yield 1)
async def a(): return await legacy()
c = a(); print(c.send(None))
try: c.send("r")
except StopIteration as e: print(e.value)
error(lambda: NoneType(5)); error(lambda: FunctionType(5, {})); error(lambda: MethodType(5, 5)); error(lambda: MethodType(f, None)); error(lambda: CodeType())
