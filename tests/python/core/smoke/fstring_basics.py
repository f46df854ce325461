name = "x"
n = 42
print(f"{name} = {n}")
print(f"{n:5d}|{n + 1}|{name!r}")
