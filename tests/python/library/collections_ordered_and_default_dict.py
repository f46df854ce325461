from collections import OrderedDict, defaultdict, ChainMap
o = OrderedDict([("a", 1), ("b", 2), ("c", 3)])
o.move_to_end("a"); print(o)
o.move_to_end("c", last=False); print(o, list(reversed(o)), o.popitem(), o.popitem(last=False), o)
print(OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1, b=2) == {"b": 2, "a": 1}, o | {"z": 1}, repr(OrderedDict()), OrderedDict.fromkeys("ab", 0))
try:
    o.move_to_end("nope")
except KeyError as e:
    print(repr(e))
try:
    OrderedDict().popitem()
except KeyError as e:
    print(e)
d = defaultdict(list)
d["x"].append(1); d["x"].append(2); d["y"]
print(d, d.default_factory, "z" in d, d.get("z"), dict(d), len(d))
n = defaultdict(lambda: defaultdict(int))
n["a"]["b"] += 5
print(n["a"]["b"], n["a"]["c"], n["q"] == {}, repr(defaultdict(int, a=1)), defaultdict(int, {"k": 1}) == {"k": 1}, defaultdict(None, {1: 2}).copy())
try:
    defaultdict()["missing"]
except KeyError as e:
    print(repr(e))
try:
    defaultdict(5)
except TypeError as e:
    print(e)
c = ChainMap({"a": 1}, {"a": 2, "b": 3})
c["c"] = 4
print(c["a"], c["b"], c, len(c), sorted(c), c.new_child({"a": 0})["a"], c.parents["a"], c.maps[0])
