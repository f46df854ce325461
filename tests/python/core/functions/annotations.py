x: int = 5
y: "forward"
z: list[int] = []
def f(a: int, b: str = "x", *c: float, d: "later", **e: dict) -> None: pass
class C:
    p: int
    q: str = "q"
    r: "C"
    (s): int = 1
    def m(self, v: int) -> "C": pass
print(__annotations__, f.__annotations__, C.__annotations__, C.m.__annotations__, C.q, hasattr(C, "p"))
def g():
    local: undefined_name_is_not_evaluated
    other: undefined = 3
    return other
print(g())
class D(C):
    pass
print(D.__annotations__, "__annotations__" in D.__dict__)
obj = C()
obj.attr: int = 9
d = {}
d["k"]: str = "v"
print(obj.attr, d)
try:
    y
except NameError as e:
    print(e)
for text in ["x: int: str", "(a, b): int", "[a]: int", "f(): int", "1: int", "a, b: int", "def f():\n global g1\n g1: int"]:
    try:
        compile(text, "t", "exec")
        print(repr(text), "compiles")
    except SyntaxError as e:
        print(repr(text), "->", e.msg)
