d = {"a": 1, "b": 2, "c": 3}
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i, len(k), len(v), len(i), "a" in k, 2 in v, ("a", 1) in i, ("a", 2) in i, "a" in i, ["a", 1] in i)
d["d"] = 4
print(k, list(v), list(reversed(i)), list(reversed(k)), list(reversed(v)))
print(sorted(k & {"a", "z"}), sorted(k | {"z"}), sorted(k - {"a"}), sorted(k ^ {"a", "z"}), k == {"a", "b", "c", "d"}, k == ["a"], k < {"a", "b", "c", "d", "e"}, k >= {"a"})
print(sorted(i & {("a", 1), ("b", 9)}), i == {("a", 1), ("b", 2), ("c", 3), ("d", 4)}, k.isdisjoint({"z"}), k.isdisjoint("a"), sorted(k & "ab"), {}.keys() == set(), v == d.values(), k == d.keys())
print(sorted({"z"} | k), sorted(["a", "q"] & k) if hasattr(list, "__and__") else "-", sorted(k - ["a"]), type(k & k).__name__, type(i).__name__, k.mapping, i.mapping)
for function in [lambda: k[0], lambda: hash(k), lambda: k + k, lambda: v & v, lambda: i | 5, lambda: k < 5, lambda: {1: []}.items() | set(), lambda: k.mapping.__setitem__("q", 1), lambda: v < v]:
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__ + ":", e)
e = {}
e["self"] = e
print(e, e.keys())
