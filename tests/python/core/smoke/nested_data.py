d = {"list": [1, {"x": (2, 3)}], "t": ([], {})}
print(d)
print(d["list"][1]["x"][0])
d["list"].append(d["t"])
print(d)
m = [[0] * 3 for _ in range(2)]
m[0][1] = 5
print(m)
