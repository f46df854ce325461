if (n := 10) > 5:
    print(n)
def f(x):
    match x:
        case 0:
            return "zero"
        case [a, b]:
            return a + b
        case {"k": v}:
            return v
        case str():
            return "text"
        case _:
            return "other"

print(f(0), f([1, 2]), f({"k": 3}), f("s"), f(None))
