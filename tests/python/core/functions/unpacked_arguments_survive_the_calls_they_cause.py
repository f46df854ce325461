class P:
    def __init__(self, n): self.n = n
    def __str__(self):
        a = b = c = d = e = f = g = 1
        return 'P' + str(self.n)
print(*[P(i) for i in range(20)])
class New:
    def __new__(cls, *a, **k):
        x = y = z = 0
        return object.__new__(cls)
    def __init__(self, *a, **k):
        print(a, k)
New(*range(12), **{'k%d' % i: i for i in range(6)})
print(max(*[3, 1, 2, 5, 4, 9, 8, 7, 6, 5, 4, 3], key=lambda v: -v))
