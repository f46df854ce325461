class Counting(dict):
    def __missing__(self, key):
        self[key] = value = len(self)
        return value

d = Counting()
print(d["a"], d["b"], d["a"], d, d.get("z"), "z" in d, d.pop("a"), d["q"])

class Raises(dict):
    def __missing__(self, key):
        raise LookupError(f"no {key}")

try:
    Raises()[1]
except LookupError as e:
    print(type(e).__name__, e)

class Plain(dict):
    pass

try:
    Plain()["x"]
except KeyError as e:
    print(repr(e), e.args)
print(Counting(a=1) == {"a": 1}, type(Counting(a=1).copy()).__name__, type(Counting() | {}).__name__, isinstance(d, dict), Counting.fromkeys([1]), type(Counting.fromkeys([1])).__name__)
