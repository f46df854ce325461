class Point:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
class Sub(Point): pass
class NoArgs:
    a = 1
class Meta(type):
    def __instancecheck__(cls, other): return other == "magic"
class Magic(metaclass=Meta): pass
def f(v):
    match v:
        case Point(0, 0): return "origin"
        case Point(x=0, y=y): return f"on y axis {y}"
        case Sub(x, y): return f"sub {x} {y}"
        case Point(x, Point(a, b)): return f"nested {x} {a} {b}"
        case Point(x, y=[first, *_]): return f"list {x} {first}"
        case Point(): return "some point"
        case NoArgs(a=1): return "no args"
        case Magic(): return "magic"
        case int(0) | float(0.0): return "zero"
        case bool(b): return f"bool {b}"
        case int(i): return f"int {i}"
        case str(s): return f"str {s}"
        case list([a, b]): return f"list of two {a} {b}"
        case dict(d): return f"dict {d}"
        case tuple((a,)): return f"tuple {a}"
        case bytes(b) | bytearray(b): return f"bytes {b}"
        case frozenset(s) | set(s): return f"set {sorted(s)}"
    return "nothing"
for v in [Point(0, 0), Point(0, 5), Sub(1, 2), Sub(0, 2), Point(1, Point(2, 3)), Point(1, [7, 8]), Point(1, 2), NoArgs(), "magic", 0, 0.0, True, 5, "s", [1, 2], {"a": 1}, (9,), b"b", {2, 1}, None]:
    print(f(v))
class One:
    __match_args__ = ("a",)
class BadArgs:
    __match_args__ = [1]
class NotTuple:
    __match_args__ = "ab"
for text in ["case One(1, 2): pass", "case BadArgs(1): pass", "case NotTuple(1): pass", "case int(1, 2): pass", "case NoArgs(1): pass", "case Point(1, x=2): pass", "case undefined(): pass", "case five(): pass"]:
    subject = {"One": "One()", "Bad": "BadArgs()", "Not": "NotTuple()", "int": "1", "NoA": "NoArgs()", "Poi": "Point(1, 2)"}.get(text[5:8], "1")
    try:
        exec(f"five = 5\nmatch {subject}:\n {text}")
        print(text, "ok")
    except Exception as e:
        print(text, type(e).__name__ + ":", e)
