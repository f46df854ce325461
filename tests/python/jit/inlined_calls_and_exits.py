# options: -X jit=3
# Calls are inlined; guards that fail inside them rebuild the frames, in loops compiled early.
def swap(n):
    a, b, c = 1, 2, 3
    i = 0
    while i < n:
        a, b, c = b, c, a
        i += 1
        if i % 97 == 0:
            a += 1
    return a, b, c
def inner(x, y=2):
    if x % 5 == 0:
        return x // 2
    return outer2(x) + y
def outer2(x):
    z = x * 2
    while z > 50: z -= 50
    return z
def nested(n):
    t = 0
    i = 0
    while i < n:
        t += inner(i, 3)
        i += 1
    return t
def bools(n):
    t = True
    c = 0
    i = 0
    while i < n:
        t = not t
        f = i < n - 3
        if t is f: c += 1
        if t and f: c += 2
        i += 1
    return t, c, f
for n in (3, 10, 100, 1000):
    for f in (nested, swap, bools):
        print(f.__name__, n, f(n))
