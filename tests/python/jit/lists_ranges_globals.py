# options: -X jit=3
# List items, range loops, global variables, in loops compiled early.
def lists(n):
    xs = [0] * 16
    i = 0
    while i < n:
        xs[i & 15] = xs[(i + 5) & 15] + i
        i += 1
    return xs
def ranges(n):
    t = 0
    for i in range(n):
        for j in range(i % 5):
            t += i * j
    return t
G = 0
def globals_(n):
    global G
    i = 0
    while i < n:
        G = G + i
        i += 1
    return G
def fill(n):
    i = 0
    last = None
    objs = [None] * 50
    while i < n:
        objs[i % 50] = last
        last = objs[(i * 7) % 50]
        i += 1
    return last
for n in (3, 10, 100, 1000):
    for f in (lists, ranges, globals_, fill):
        print(f.__name__, n, f(n))
