# options: -X jit=3
# Int operators, overflow into big ints, floats, mixed types, in loops compiled early.
def ints(n):
    a, b, i = 1, 7, 0
    while i < n:
        a = (a * 31 + b) % 1000003
        b = b ^ (a >> 3)
        b = b & 0xFFFFF
        a = a | (i & 1)
        i += 1
        if a > 900000:
            b = b - 17
        elif a < 100:
            b = b + (a << 2)
        else:
            b = ~(-b) // 3
    return a, b
def overflow(n):
    x = 1
    i = 0
    while i < n:
        x = x * 3 + i
        i += 1
    return x
def floats(n):
    x, y, i = 0.1, 2.5, 0
    while i < n:
        x = x * 1.0001 - y / (i + 1)
        if x < -10.0: x = -x
        y = -y + x * 0.5
        if y > 1e6 or y != y: y = 1.0
        i += 1
    return x, y
def mixed(n):
    acc = 0
    i = 0
    while i < n:
        if i == n // 2: acc = float(acc)
        acc = acc + i
        i += 1
    return acc
def typeflip(n):
    r = 0
    i = 0
    while i < n:
        x = i if i % 2 else i * 1.5
        r = r + x
        b = x > 10
        if b: r -= 1
        k = (i < 5) is b
        if k: r += 2
        i += 1
    return r
for n in (3, 10, 100, 1000):
    for f in (ints, overflow, floats, mixed, typeflip):
        print(f.__name__, n, f(n))
