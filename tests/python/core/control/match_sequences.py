def f(x):
    match x:
        case []: return "empty"
        case [a]: return f"one {a}"
        case [0, *rest]: return f"zero then {rest}"
        case (1, 2) | [2, 1]: return "pair of 1 and 2"
        case [a, b]: return f"two {a} {b}"
        case [a, *_, "end"]: return f"{a} to end"
        case [[a, b], [c, d]] if a == d: return "unreachable, two items"
        case [first, (second, *_), *rest, last]: return f"{first} {second} {rest} {last}"
        case [*all]: return f"all {all}"
        case _: return "no sequence"
for x in [[], [7], [0, 1, 2], (1, 2), [2, 1], (3, 4), [1, 2, "end"], (5, 6, 7), range(4), "ab", b"ab", bytearray(b"ab"), {1, 2}, {1: 2}, iter([1]), [1, [2, 3], 4, 5], [[1, 2], [3, 1]], (0,), None, memoryview(b"ab")]:
    print(type(x).__name__, f(x))
match 1, 2, 3:
    case a, *b: print(a, b)
match [1, [2, [3]]]:
    case [x, [y, [z]]]: print(x, y, z)
