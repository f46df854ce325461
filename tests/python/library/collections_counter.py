from collections import Counter
c = Counter("mississippi")
print(c, c["s"], c["z"], c.most_common(2), sorted(c.elements()), c.total(), sum(c.values()))
c.update("miss")
c.subtract({"i": 2, "z": 1})
print(c, +c, -c, Counter(a=3, b=1) + Counter(a=1, c=2), Counter(a=3, b=1) - Counter(a=1, b=2), Counter(a=3, b=1) & Counter(a=1, b=2), Counter(a=3) | Counter(a=1, b=2))
print(Counter([1, 1, 2]) == Counter({1: 2, 2: 1}), Counter(a=1) <= Counter(a=2), Counter(), Counter({"a": 0}) == Counter(), c.copy() == c, dict(Counter("ab")), Counter(x=1).most_common())
del c["m"], c["never"]
print("m" in c, repr(Counter({"a": 1})), c.pop("s"))
try:
    Counter.fromkeys("a")
except NotImplementedError as e:
    print(e)
