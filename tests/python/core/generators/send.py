def accumulate():
    total = 0
    while True:
        received = yield total
        if received is None: return "final " + str(total)
        total += received
g = accumulate()
print(next(g), g.send(5), g.send(10), g.send(-3))
try:
    g.send(None)
except StopIteration as e:
    print(e.value)
g = accumulate()
try:
    g.send(1)
except TypeError as e:
    print(e)
print(g.send(None))
def echo():
    x = yield "first"
    while x != "stop":
        x = yield (yield x) or "none sent"
g = echo()
print(next(g), g.send(1), g.send(2), g.send(3), next(g), next(g))
def expressions():
    a = [(yield 1), (yield 2)]
    b = {(yield 3): (yield 4)}
    c = f"{(yield 5)}"
    d = (yield) + (yield 6)
    return a, b, c, d, (yield 7)
g = expressions()
values = [next(g)]
try:
    for i in range(100, 120): values.append(g.send(i))
except StopIteration as e:
    print(values, e.value)
try:
    g.send(5)
except StopIteration as e:
    print("finished", e.value)
try:
    g.send()
except TypeError as e:
    print(e)
