class AppError(Exception):
    def __init__(self, code, message="default"):
        super().__init__(message)
        self.code = code
    def __str__(self): return f"[{self.code}] {super().__str__()}"
class Specific(AppError): pass
class NoSuper(Exception):
    def __init__(self, a, b): self.a = a
class WithRepr(Exception):
    def __repr__(self): return "WithRepr!"
for e in [AppError(1), Specific(2, "two"), NoSuper(1, 2), WithRepr("x"), AppError(code=5, message="kw")]:
    try:
        raise e
    except AppError as x:
        print("AppError", x, repr(x), x.code, x.args)
    except Exception as x:
        print("other", x, repr(x), x.args)
class Multi(ValueError, KeyError): pass
try:
    raise Multi("m")
except KeyError as e:
    print(repr(e), str(e), isinstance(e, ValueError), [c.__name__ for c in Multi.__mro__])
class Slots(Exception): __slots__ = ("x",)
s = Slots("a")
s.x = 1
s.y = 2
print(s.x, s.y)
class Eq(Exception):
    def __eq__(self, o): return type(o) is Eq
    __hash__ = None
print(Eq() == Eq(), Exception(1) == Exception(1))
for bases in ["(ValueError, OSError)", "(Exception, int)", "(OSError, SyntaxError)", "(KeyError, IndexError)", "(SystemExit, Exception)"]:
    try:
        exec(f"class X{bases}: pass")
        print(bases, "ok")
    except TypeError as e:
        print(bases, e)
class OsSub(OSError):
    def __init__(self, *args): super().__init__(*args); self.mine = 1
print(type(OsSub(2, "x")).__name__, OsSub(2, "x").errno, OsSub(2, "x").mine, str(OsSub(2, "x", "f")))
