class Meta(type):
    @classmethod
    def __prepare__(mcls, name, bases, **kw): print("prepare", name, [b.__name__ for b in bases], kw); return {"injected": 1}
    def __new__(mcls, name, bases, ns, **kw):
        print("new", name, sorted(k for k in ns if not k.startswith("__")), kw)
        return super().__new__(mcls, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw): print("init", name); super().__init__(name, bases, ns)
    def __call__(cls, *args, **kw): print("call", cls.__name__, args); return super().__call__(*args, **kw)
    def __len__(cls): return 7
    def __iter__(cls): return iter("meta")
    def __getattr__(cls, name): return f"Meta.getattr {name}"
    def __contains__(cls, x): return x == 1
    def __getitem__(cls, k): return ("item", k)
    def __repr__(cls): return f"<Meta {cls.__name__}>"
    def __add__(cls, o): return "added"
    @property
    def prop(cls): return "meta property"
    def method(cls): return "meta method " + cls.__name__
class C(metaclass=Meta, option=5):
    def __init__(self, x): self.x = x
print(C(3).x, len(C), list(C), C.unknown, 1 in C, C["k"], C, C + 1, C.prop, C.method(), C.injected, type(C).__name__, isinstance(C, Meta))
class D(C): y = 1
print(type(D).__name__, D.method())
def error(function):
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__ + ":", e)
error(lambda: C(1).prop)
error(lambda: C(1).method())
class Meta2(type): pass
class E(metaclass=Meta2): pass
try:
    class F(C, E): pass
except TypeError as e:
    print(e)
class Meta3(Meta, Meta2): pass
class G(C, E, metaclass=Meta3): pass
print(type(G).__name__)
def function_meta(name, bases, ns, **kw): return (name, bases, sorted(ns), kw)
class H(metaclass=function_meta, a=1): z = 5
print(H)
error(lambda: type("X", (), {}, bad=1))
class BadPrepare(type):
    @classmethod
    def __prepare__(mcls, *a): return 5
try:
    class J(metaclass=BadPrepare): pass
except TypeError as e:
    print(e)
