d = {}
for i in range(5000):
    d[i * 37 % 10007] = i
print(len(d), sum(d), sum(d.values()), d[37], 10006 in d, min(d), max(d))
for i in range(0, 10007, 2):
    d.pop(i, None)
print(len(d), sum(d), list(d)[:5])
s = {f"key{i}": i for i in range(3000)}
print(len(s), s["key2999"], s.get("key3000"), all(s[f"key{i}"] == i for i in range(0, 3000, 7)))
t = {(i, -i): i for i in range(500)}
print(t[250, -250], (1, 1) in t, len(t))
f = {i / 4: i for i in range(100)}
print(f[2.5], f[3], 0.3 in f, len(f))
mixed = {1: "i", "1": "s", (1,): "t", None: "n", 1.5: "f", b"1": "b", frozenset([1]): "fs", True: "replaces int's value"}
print(mixed, mixed[1], mixed[None], len(mixed))
b = {10**20 + i: i for i in range(100)}
print(b[10**20 + 50], 10**20 in b, 1e20 in b)
