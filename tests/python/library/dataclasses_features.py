from dataclasses import *
from typing import ClassVar
@dataclass
class A:
    x: int
    y: str = "d"
    z: list = field(default_factory=list)
    c: ClassVar[int] = 5
    h: int = field(default=0, repr=False, compare=False)
a = A(1)
print(a, a == A(1, h=9), a != A(2), A(1).z is A(1).z, [f.name for f in fields(a)], asdict(a), astuple(a), replace(a, y="n"), A.__match_args__, is_dataclass(A), is_dataclass(5), A.__doc__)
@dataclass(order=True, frozen=True)
class O:
    a: int
    b: int = 2
print(O(1) < O(2), sorted([O(3), O(1, 5), O(1, 1)]), hash(O(1)) == hash(O(1)), {O(1): "k"}[O(1, 2)])
def error(f):
    try: print(f())
    except Exception as e: print(type(e).__name__ + ":", e)
error(lambda: setattr(O(1), "a", 2)); error(lambda: delattr(O(1), "a")); error(lambda: A()); error(lambda: A(1, 2, 3, 4, 5)); error(lambda: A(1) < A(2)); error(lambda: hash(A(1))); error(lambda: replace(a, q=1)); error(lambda: asdict(5)); error(lambda: fields(5))
@dataclass
class B(A):
    y: str = "b"
    w: int = 7
    i: InitVar[int] = 3
    def __post_init__(self, i): self.computed = self.x + i
print(B(1), B(1).computed, B(1, i=10).computed, B.__mro__[1].__name__)
@dataclass(kw_only=True)
class K: a: int; b: int = 1
print(K(a=5)); error(lambda: K(5))
@dataclass(slots=True)
class S: a: int = 0
error(lambda: setattr(S(), "z", 1)); print(S(5), S.__slots__)
@dataclass
class M: a: int; _: KW_ONLY; b: int = 2
print(M(1, b=3)); error(lambda: M(1, 2))
for body in ["x: int = []", "x: int = 1\n y: int", "x: int = field(default=1, default_factory=int)"]:
    error(lambda: exec(f"@dataclass\nclass X:\n {body}", globals()))
print(make_dataclass("Made", [("p", int), ("q", str, "s")])(1), dataclass(type("N", (), {"__annotations__": {}}))())
@dataclass(eq=False, repr=False)
class P: a: int
print(P(1) == P(1), "object at" in repr(P(1)))
match O(1, 5):
    case O(a, b=5): print("match", a)
@dataclass
class Rec: self_: object = None
r = Rec(); r.self_ = r; print(r)
print(asdict(A(1, z=[O(1), {"k": O(2)}])), astuple(B(1, z=[A(2)])))
