d = {"a": 1, "b": 2}
d["c"] = 3
print(d, d["a"], len(d))
print("a" in d, "z" in d, d.get("z"), d.get("z", 0))
for key in d:
    print(key, d[key])
for key, value in d.items():
    print(key, value)
del d["a"]
print(d)
