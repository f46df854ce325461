d = {"a": [1, (2,)], 2: {"x": None}, None: {1}, (1, 2): b"x"}
print(d, str(d), f"{d}", len(repr(d)))
d["d"] = d
print(d)
l = [1]
e = {"l": l}
l.append(e)
print(e, l, {}.items(), {1: 2}.keys(), dict(a=1).values())
a, b = {}, {}
a["x"], b["x"] = b, a
try:
    print(a == b)
except RecursionError as err:
    print("RecursionError:", err)
