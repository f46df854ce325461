f = frozenset([1, 2, 3])
print(hash(f) == hash(frozenset([3, 2, 1])), {f: "x"}[frozenset((2, 1, 3))], f in {f}, {1, 2, 3} in {f}, frozenset(f) is f, f.copy() is f, f == {1, 2, 3}, {f}.__contains__({3, 2, 1}))
print(sorted(f | {4}), f.union([5]) == {1, 2, 3, 5}, frozenset("aab") == set("ab"), len(frozenset(range(1000))), frozenset() == set(), {frozenset(): 1}[frozenset([])])
s = {frozenset([i, i + 1]) for i in range(5)} | {frozenset([1, 0])}
print(len(s), frozenset([2, 1]) in s)
s.discard({0, 1})
s.remove({1, 2})
print(len(s))
try:
    s.remove({77})
except KeyError as e:
    print(repr(e))
for name in ["add", "remove", "update", "clear", "pop", "__ior__"]:
    print(name, hasattr(f, name))
