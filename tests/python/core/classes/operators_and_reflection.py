class V:
    def __init__(self, name): self.name = name
    def __repr__(self): return self.name
ops = ["add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "lshift", "rshift", "and", "or", "xor", "matmul", "divmod"]
def make(name):
    def method(self, other): return f"{name}({self!r}, {other!r})"
    return method
for op in ops:
    setattr(V, f"__{op}__", make(op))
    setattr(V, f"__r{op}__", make("r" + op))
a, b = V("a"), V("b")
print(a + b, a - 1, 1 - a, a * b, a / b, 2 // a, a % 3, 2**a, a << 1, 1 >> a, a & b, 1 | a, a ^ 1, a @ b, [1] @ a, divmod(a, 1), divmod(1, a), "x" + a, [1] + a, None - a)
class Sub(V):
    def __radd__(self, other): return f"Sub.radd({self!r}, {other!r})"
class SubNoOverride(V): pass
print(a + Sub("s"), Sub("s") + a, a + SubNoOverride("n"), a - Sub("s"))
class Left:
    def __add__(self, other): print("Left.add", end=" "); return NotImplemented
    def __radd__(self, other): print("Left.radd", end=" "); return NotImplemented
class Right:
    def __radd__(self, other): print("Right.radd", end=" "); return "right"
print(Left() + Right())
for f in [lambda: Left() + Left(), lambda: Left() + 1, lambda: 1 + Left(), lambda: Right() + Left(), lambda: Right() + Right()]:
    try:
        print(f())
    except TypeError as e:
        print(e)
class OnInstance: pass
o = OnInstance()
o.__add__ = lambda other: "never"
try:
    o + 1
except TypeError as e:
    print(e)
class NoneAdd:
    __add__ = None
try:
    NoneAdd() + 1
except TypeError as e:
    print(e)
class IntSub(int):
    def __radd__(self, other): return "IntSub.radd"
    def __rsub__(self, other): return "IntSub.rsub"
print(1 + IntSub(2), IntSub(1) + 2, 1.5 - IntSub(1), 5 - IntSub(2))
class ListSub(list):
    def __radd__(self, other): return "ListSub.radd"
print([1] + ListSub([2]), [1].__add__([2]))
