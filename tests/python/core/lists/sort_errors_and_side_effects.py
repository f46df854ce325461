def error(function):
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__ + ":", e)

error(lambda: [1, "a"].sort())
error(lambda: sorted([1, None]))
error(lambda: [1].sort(lambda x: x))
error(lambda: sorted([1], 2))
error(lambda: sorted(5))
error(lambda: sorted())
error(lambda: [1, 2].sort(key=5))
error(lambda: [1, 2].sort(reverse="x"))
error(lambda: [1, 2].sort(reverse=[]))
error(lambda: sorted([1, 2], key=None, reverse=True))
error(lambda: sorted([1], cmp=1))

class Weird:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        if self.n == 3 or other.n == 3:
            raise ValueError("three")
        return self.n < other.n

items = [Weird(n) for n in (2, 1, 3, 0)]
try:
    items.sort()
except ValueError as e:
    print("ValueError:", e, len(items))

a = [5, 4, 3]
try:
    a.sort(key=lambda x: a.append(x) or x)
except ValueError as e:
    print("ValueError:", e)
print(a)
seen = []
b = [3, 1, 2]
b.sort(key=lambda x: seen.append((x, len(b))) or -x)
print(seen, b)
print([4, 2, 3].sort())
