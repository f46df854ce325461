a, b = {1, 2, 3}, {3, 4}
f = frozenset(b)
print(sorted(a | b), sorted(a & b), sorted(a - b), sorted(a ^ b), type(a | f).__name__, type(f | a).__name__, sorted(f - a))
c = a
c |= {9}
c &= {1, 2, 9, 10}
c -= {1}
c ^= {2, 5}
print(sorted(c), c is a)
f2 = f
f2 |= {7}
print(sorted(f2), f2 is f, sorted(f))
a = {1, 2}
a -= a
print(a)
a = {1, 2}
a ^= a
print(a, {1, 2}.isdisjoint({3}), not {1} & {2}, bool({1} & {1}))
try:
    a |= [1]
except TypeError as e:
    print(e)
class S(set):
    pass
print(type(S([1]) | {2}).__name__, type({2} | S([1])).__name__, type(S([1]).union([2])).__name__, type(S([1]).copy()).__name__, S([1]) == {1}, S("a"), repr(S()))
