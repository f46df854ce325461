class C:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return ("eq", self.v, getattr(o, "v", o))
    def __lt__(self, o): return ("lt", self.v, getattr(o, "v", o))
    def __le__(self, o): return NotImplemented
    def __gt__(self, o): return ("gt", self.v, getattr(o, "v", o))
    __hash__ = None
a, b = C(1), C(2)
print(a == b, a != b, a < b, a > b, 5 == a, 5 < a, 5 > a, a == 5, a != 5)
def error(function):
    try:
        print(function())
    except TypeError as e:
        print(e)
error(lambda: a <= b)
error(lambda: a >= b)
error(lambda: hash(a))
error(lambda: a <= 5)
class Sub(C):
    def __gt__(self, o): return "Sub.gt"
    def __eq__(self, o): return "Sub.eq"
print(a < Sub(3), Sub(3) < a, a == Sub(1), Sub(1) == a, a != Sub(1))
class OnlyEq:
    def __eq__(self, o): return isinstance(o, OnlyEq)
print(OnlyEq() == OnlyEq(), OnlyEq() != OnlyEq(), OnlyEq() == 1, OnlyEq() != 1, OnlyEq() in [OnlyEq()], OnlyEq.__hash__)
class OnlyNe:
    def __ne__(self, o): return "ne"
x = OnlyNe()
print(x != 1, x == 1, x == x, 1 != x)
class Neither: pass
n = Neither()
print(n == n, n != n, n == Neither(), n.__eq__(5), n.__ne__(n), n.__lt__(n), object().__eq__(1))
error(lambda: n < n)
error(lambda: n < 5)
error(lambda: 5 >= n)
error(lambda: 1 < "a")
class Chain:
    def __lt__(self, o): print("lt", end=" "); return []
print(Chain() < 1 < 2, 1 < 2 < 3)
class EqHash:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __hash__(self): return hash(self.v)
print({EqHash(1): "one"}[EqHash(1)], EqHash(1) in {EqHash(1)}, len({EqHash(1), EqHash(1), EqHash(2)}))
class HashInherit(EqHash):
    def __eq__(self, o): return False
error(lambda: hash(HashInherit(1)))
