class C:
    print("body runs", __name__, __qualname__, __module__)
    x = 1
    for i in range(3):
        locals()[f"dyn{i}"] = i
    if x: y = "conditional"
    def f(self): return x if "x" in globals() else "no global x"
    z = [x, y]
    "a string that is no docstring"
    class Nested:
        print(__qualname__)
    try: undefined
    except NameError as e: err = str(e)
    del i
print(C.dyn0, C.dyn2, C.y, C().f(), C.z, C.err, C.__doc__, hasattr(C, "i"), C.Nested.__qualname__)
class Doc:
    """Documentation."""
    def m(self):
        "method doc"
print(Doc.__doc__, Doc.m.__doc__, Doc().__doc__)
Doc.__doc__ = "new"
print(Doc.__doc__)
class Empty: ...
class Empty2: pass; pass
class Multi: a = 1; b = 2
print(Empty.__doc__, [k for k in Empty.__dict__], Multi.a + Multi.b, type(Empty.__dict__).__name__, Empty.__dict__ is not Empty.__dict__ or "same")
try:
    Empty.__dict__["x"] = 1
except TypeError as e:
    print(e)
def f():
    try:
        class D:
            x = 1
            raise ValueError("in class body")
    except ValueError as e:
        return str(e), "D" in locals()
print(f())
def g(a):
    class E:
        b = a
        a = a + 1
        def get(self): return a
    return E.a, E.b, E().get()
try:
    print(g(5))
except NameError as e:
    print(e)
try:
    class Ret:
        exec("q = 5")
        r = q
    print(Ret.q, Ret.r)
except NameError as e:
    print(e)
