def gen(*args, k=1, **kw):
    loop = []
    for i in args:
        for j in range(i):
            x = yield i, j, k
            if x: loop.append(x)
            with_try = None
            try:
                if j == 1: continue
                with_try = i * j
            finally:
                loop.append(with_try)
    return loop, kw
g = gen(2, 3, k="k", z=0)
out = []
try:
    out.append(next(g))
    while True: out.append(g.send(len(out)))
except StopIteration as e:
    print(out, e.value)
def many():
    a, b, c, d, e, f = range(6)
    (yield a); b += a; yield b
    for x in (c, d):
        for y in (e, f):
            yield x * y
    del a
    try:
        yield a
    except UnboundLocalError as err:
        yield str(err)
print(list(many()))
gens = [(lambda n: (n * i for i in range(3)))(k) for k in range(4)]
print([next(g) for g in gens for _ in range(1)], [list(g) for g in gens])
def closure():
    total = 0
    def add(x):
        nonlocal total
        total += x
        return total
    while True:
        add((yield total))
g = closure()
next(g)
print(g.send(1), g.send(2), g.send(3))
def nested_excepts():
    try:
        raise ValueError("a")
    except ValueError as e:
        yield str(e)
        try:
            raise KeyError("b")
        except KeyError as f:
            yield str(f), repr(f.__context__)
        yield repr(e)
print(list(nested_excepts()))
