d = {1: "a"}
d[True] = "b"
d[1.0] = "c"
print(d, d[1])
d = {1.0: "x"}
d[1] = "y"
print(d)
s = {0}
s.add(False)
s.add(0.0)
print(s)
e = {"k": [1]}
f = e.copy()
f["k"].append(2)
f["new"] = 1
print(e, f)
e = {}
e[e.setdefault("a", "k")] = "v"
print(e)
order = []
def k(x):
    order.append("k" + x)
    return x
def v(x):
    order.append("v" + x)
    return x
print({k("1"): v("1"), k("2"): v("2")}, order)
order.clear()
d = {}
d[k("a")] = v("a")
print(order, {k(x): v(x) for x in "pq"}, order)
