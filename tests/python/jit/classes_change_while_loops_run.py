# options: -X jit=3
# Methods, class attributes, shapes and globals that change between entries of a compiled loop.
class A:
    k = 1

    def get(self):
        return self.k


def loop(a, n):
    i = total = 0
    while i < n:
        total += a.get()
        i += 1
    return total


def scale(x):
    return x * 2


def use_global(n):
    i = total = 0
    while i < n:
        total += scale(i)
        i += 1
    return total


a = A()
print(loop(a, 40))
A.k = 2
print(loop(a, 40))
a.k = 3
print(loop(a, 40))
A.get = lambda self: self.k * 10
print(loop(a, 40))
b = A()
b.other = 1
print(loop(b, 40))
print(use_global(40))
scale = lambda x: x * 3
print(use_global(40))
for j in range(30):
    globals()["fresh%d" % j] = j
print(use_global(40))
del scale
try:
    use_global(40)
except NameError as e:
    print(e)
make = lambda s: (lambda n: sum_to(n, s))


def sum_to(n, s):
    i = t = 0
    while i < n:
        t += s
        i += 1
    return t


for s in (1, 2.5, True, 1 << 60):
    print(make(s)(30))


def counter():
    c = 0

    def add(n):
        nonlocal c
        i = 0
        while i < n:
            c += i
            i += 1
        return c

    return add


x, y = counter(), counter()
print(x(20), y(30), x(20), y(5))
