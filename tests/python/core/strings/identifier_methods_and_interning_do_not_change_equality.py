a = "hello world"
b = "".join(["hello", " ", "world"])
print(a == b, hash(a) == hash(b), {a: 1}[b], [a].index(b), (a,) == (b,))
d = {"x" + str(i): i for i in range(50)}
print(all(d["x" + str(i)] == i for i in range(50)), d.get("x50"), "x" + "49" in d)
class C:
    pass
c = C()
name = "at" + "tr"
setattr(c, name, 1)
print(c.attr, getattr(c, "".join(["a", "ttr"])), hasattr(c, "att"), vars(c))
