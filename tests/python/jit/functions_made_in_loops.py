# Closures, lambdas and comprehensions that are made anew in each round share machine code, not variables.
def adders(n):
    total = 0
    for i in range(n):
        add = lambda x, k=i: x + k + i
        total += add(1)
    return total


print(adders(2500))


def counter():
    n = 0

    def step():
        nonlocal n
        n += 1
        return n

    return step


def run(rounds):
    last = []
    shared = counter()
    for i in range(rounds):
        own = counter()
        own()
        last = [own(), shared()]
    return last


print(run(2300))


def tables(n):
    out = 0
    for i in range(n):
        row = [j * i for j in range(4)]
        seen = {j: j + i for j in row if j}
        out += sum(row) + len(seen) + sum(x for x in row)
    return out


print(tables(1500))


def compose(*functions):
    def run(x):
        for f in functions:
            x = f(x)
        return x

    return run


chain = compose(lambda x: x + 1, lambda x: x * 2, str, len)
print(sum(chain(i) for i in range(3000)))
late = []
for i in range(1200):
    late.append(lambda: i)
print({f() for f in late})
