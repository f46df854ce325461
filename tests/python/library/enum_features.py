from enum import *
class Color(Enum):
    RED = 1
    GREEN = 2
    ALIAS = 1
    def describe(self): return f"{self.name}={self.value}"
    @classmethod
    def default(cls): return cls.GREEN
print(Color.RED, repr(Color.RED), Color(2), Color["RED"], list(Color), len(Color), Color.ALIAS is Color.RED, Color.RED.name, Color.RED.value, Color.RED.describe(), Color.default(), Color.__members__, Color.RED in Color, Color.RED == 1, hash(Color.RED) == hash(Color.RED), isinstance(Color.RED, Color), {Color.RED: "r"}[Color.ALIAS], f"{Color.RED}", [c.name for c in reversed(Color)], type(Color).__name__)
def error(f):
    try: print(f())
    except Exception as e: print(type(e).__name__ + ":", e)
error(lambda: Color(5)); error(lambda: Color["X"]); error(lambda: Color.X); error(lambda: setattr(Color, "RED", 5)); error(lambda: Color.RED < Color.GREEN); error(lambda: delattr(Color, "RED")); error(lambda: exec("class Sub(Color): pass")); error(lambda: exec("class D(Enum):\n A = 1\n A = 2")); error(lambda: unique(Color)); error(lambda: setattr(Color.RED, "value", 3))
class N(IntEnum): A = 1; B = 2
print(N.A + 1, N.A < N.B, N.B == 2, repr(N.A), str(N.A), f"{N.A}", sorted([N.B, N.A]), [10, 20][N.A], N(1) is N.A, int(N.B), "%d" % N.A)
class F(Flag): R = auto(); W = auto(); X = auto(); RW = R | W
print(F.R | F.X, F.RW, F.RW & F.W, ~F.R, F.R in F.RW, bool(F.R & F.W), F(5), list(F.RW), F(0), repr(F.R ^ F.RW), len(F.RW), F.R.value, F["X"].value)
error(lambda: F(8)); error(lambda: F.R | 1)
class I(IntFlag): A = 1; B = 2
print(I.A | I.B, I.A | 8, I(3), repr(I.A | 4), I.A + 1, ~I.A)
class S(StrEnum): X = auto(); Y = "why"
print(S.X, repr(S.Y), S.X == "x", S.Y.upper(), f"{S.X}")
class A(Enum):
    def _generate_next_value_(name, start, count, last): return name.lower() + str(count)
    ONE = auto(); TWO = auto()
print([m.value for m in A])
class P(Enum):
    EARTH = (1.0, 2); MARS = (3.0, 4)
    def __init__(self, mass, radius): self.mass, self.radius = mass, radius
    @property
    def ratio(self): return self.mass / self.radius
print(P.EARTH.ratio, P((3.0, 4)), P.MARS.value)
class W(Enum):
    A = 1
    @classmethod
    def _missing_(cls, v): return cls.A if v == "a" else None
print(W("a")); error(lambda: W("z")); print(Enum("Dyn", "P Q")["Q"].value, Enum("D2", {"k": 5}).k, verify(UNIQUE)(N) is N)
import pickle, copy
print(pickle.loads(pickle.dumps(Color.RED)) is Color.RED, copy.deepcopy(Color.RED) is Color.RED, Color.RED.__class__.__name__, member and nonmember and "x")
