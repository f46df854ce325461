s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, slice(5), slice(None), slice(1, 2) == slice(1, 2), slice(1) < slice(2), slice("a", [], None), s.indices(5), s.indices(0))
for args in [(None, None, None), (None, None, -1), (-5, 100, 3), (5, -100, -2), (3, 3, 1), (0, -1, 1), (-1, None, -1), (100, 0, -7)]:
    print(args, [slice(*args).indices(n) for n in (0, 1, 5, 10)])
for function in [lambda: slice(), lambda: slice(1, 2, 3, 4), lambda: slice(1, 2, 0).indices(5), lambda: slice(1).indices(-1), lambda: slice("a").indices(5), lambda: hash(s),
                 lambda: slice(1.5).indices(2), lambda: s.indices(), lambda: s.indices("a"), lambda: slice(x=1)]:
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__ + ":", e)
try:
    s.start = 5
except AttributeError as e:
    print(e)
