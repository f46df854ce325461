d = {}
for word in "the quick brown fox jumps over the lazy dog".split():
    d[word] = d.get(word, 0) + 1
print(d)
del d["quick"]
d["quick"] = "again"
d["the"] = "updated in place"
print(d, list(d), next(iter(d)), next(reversed(d)))
for i in range(20):
    d[i] = i
for i in range(0, 20, 2):
    del d[i]
print(list(d))
e = {i: i for i in range(5)}
e.pop(0)
e[0] = "last"
print(e, e.popitem(), list(e.items())[-1], {**e, 1: "one", "new": 0})
print({"b": 1, "a": 2} == {"a": 2, "b": 1}, list({"b": 1, "a": 2}), {k: v for k, v in reversed([("x", 1), ("y", 2), ("x", 3)])})
