# What plain data become and come back as, in every version of the format.
import marshal

values = [None, True, False, ..., StopIteration, 0, -1, 2**31 - 1, 2**31, -2**31, -2**31 - 1, 2**45, -2**200, 3**333,
          0.0, -0.0, 1.5, 1e300, float("inf"), 1 + 2j, "", "abc", "x" * 300, "\xe9", "\u20ac", "\U0001f600", "\ud800",
          b"", b"bytes" * 60, (), (1, 2), tuple(range(300)), [], [1, [2, [3]]], {}, {"a": 1, 2: (3,)}, set(), {1}, frozenset(),
          frozenset([1])]
for version in range(5):
    for value in values:
        back = marshal.loads(marshal.dumps(value, version))
        print(version, type(back).__name__, back == value, repr(back) == repr(value))
shared = ["shared"]
first, second = marshal.loads(marshal.dumps((shared, shared)))
print(first is second)
loop = []
loop.append(loop)
back = marshal.loads(marshal.dumps(loop))
print(back[0] is back)
