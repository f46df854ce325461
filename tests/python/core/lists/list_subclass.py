class L(list):
    def append(self, x):
        super().append(x * 2)

    def __getitem__(self, i):
        return ("got", super().__getitem__(i))

a = L([1, 2])
a.append(3)
print(a, a[0], a[0:2], list(a), len(a), type(a + [1]).__name__, type(a * 2).__name__, type(a.copy()).__name__, a == [1, 2, 6], isinstance(a, list), [*a], sum(a))
a.name = "x"
print(a.name, a.__dict__, repr(a), sorted(a, reverse=True), max(a))
x, y, z = a
print(x, y, z)

class R(list):
    def __repr__(self):
        return "R!"

    def __len__(self):
        return 42

    def __iter__(self):
        return iter("abc")

r = R([1])
print(r, [r], len(r), list(r), [*r], bool(r), tuple(r), ",".join(r))
