class Money(int):
    def __repr__(self):
        return f"Money({int(self)})"

    def __add__(self, other):
        return Money(int(self) + int(other))

a = Money(5)
print(a, repr(a), a + 3, a - 3, type(a - 3).__name__, type(a + 3).__name__, 3 + a, a * 2)
print(a == 5, hash(a) == hash(5), {a: 1}[5], a < 6, isinstance(a, int), int(a), type(int(a)).__name__)
print(Money(), Money("12"), Money("ff", 16), [10, 20, 30, 40, 50, 60][a], bool(Money(0)), -a, abs(Money(-3)))
print(f"{a}", f"{a:04d}", "%d %s %r" % (a, a, a), str(a))
