# compare: stderr
def f(d, i):
    return (d["a"]["b"][i] + d["a"]
            ["c"].x(1, 2))

def g(values):
    total = 0
    for v in values:
        total += v / (v - 3) * len(values)
    return total

try:
    g([1, 2, 3])
except ZeroDivisionError:
    import traceback
    traceback.print_exc()
try:
    "abc".foo.bar
except AttributeError:
    traceback.print_exc()
try:
    a = b = undefined_name(1)
except NameError:
    traceback.print_exc()
try:
    f({"a": {"b": [1], "c": None}}, 0)
except TypeError:
    traceback.print_exc()
except AttributeError:
    traceback.print_exc()
f({}, 1)
