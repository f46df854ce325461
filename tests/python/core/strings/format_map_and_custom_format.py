class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __format__(self, spec):
        return f"<{spec or 'none'}:{self.x},{self.y}>"

class Default(dict):
    def __missing__(self, key):
        return f"?{key}?"

class BadFormat:
    def __format__(self, spec):
        return 5

p = Point(1, 2)
print("{} {:abc}".format(p, p), f"{p} {p:q} {p.x:3d}|", format(p), format(p, "zz"))
print("{a} {b}".format_map(Default(a=1)), "{x[0]}".format_map({"x": "yz"}))
for function in [lambda: format(BadFormat()), lambda: f"{BadFormat()}", lambda: format(object(), "x"), lambda: format(1, 2), lambda: "{}".format_map({}),
                 lambda: format([], "5"), lambda: format(None, "x"), lambda: "{0}".format_map({"0": 1})]:
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__ + ":", e)
