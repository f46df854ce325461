def f(x):
    match x:
        case {"type": "point", "x": x, "y": y}: return f"point {x} {y}"
        case {"type": "circle", **rest}: return f"circle {rest}"
        case {"nested": {"deep": [a, b]}}: return f"deep {a} {b}"
        case {1: _, 2: two}: return f"ints {two}"
        case {None: n}: return f"none {n}"
        case {"k": (int() | str()) as v}: return f"k {v}"
        case {}: return "any mapping"
        case _: return "no mapping"
for x in [{"type": "point", "x": 1, "y": 2, "z": 3}, {"type": "circle", "r": 5}, {"type": "circle"}, {"nested": {"deep": (1, 2)}}, {1: "a", 2: "b"}, {None: 0}, {"k": 5}, {"k": []}, {}, [], "s"]:
    print(x, "->", f(x))
class D(dict):
    def __missing__(self, key): return "made"
match D():
    case {"absent": v}: print("missing hook used", v)
    case _: print("missing hook not used")
d = {"a": 1, "b": 2}
match d:
    case {"a": 1, **rest}:
        rest["new"] = 1
        print(rest, d)
