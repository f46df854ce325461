# Two NaNs made apart are two objects for containers, which compare identity first.
a, b = float("nan"), float("nan")
print([a] == [a], [a] == [b], len({a, b}), a is b)
