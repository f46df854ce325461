def f(x):
    match x:
        case 0: return "zero"
        case 1 | 2 | 3: return "few"
        case -1: return "minus one"
        case 1.5: return "float"
        case 2 + 3j: return "complex"
        case "a" | "b": return "letter"
        case b"x": return "bytes"
        case None: return "none"
        case True: return "true"
        case str() as s if len(s) > 3: return "long " + s
        case str(): return "str"
        case int(n) if n > 100: return f"big {n}"
        case float() | int() as n: return f"number {n}"
        case _: return "other"
for x in [0, 1, 3, -1, 1.5, 2 + 3j, "a", b"x", None, True, False, "word", "xyz", 101, 50, 2.5, [], 0.0, 1.0, -1.0]:
    print(repr(x), f(x))
match 5:
    case y if y > 10: print("no")
    case y: print("captured", y)
match "nothing":
    case "a": pass
print(y)
