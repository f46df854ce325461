# Generators are resumed from compiled loops, hold loops of their own, delegate, return values and are closed early.
def count(n):
    i = 0
    while i < n:
        yield i
        i += 1


def squares(n):
    for i in count(n):
        yield i * i


def flatten(tree):
    for item in tree:
        if isinstance(item, list):
            yield from flatten(item)
        else:
            yield item


def average():
    total = n = 0
    value = yield None
    while value is not None:
        total += value
        n += 1
        value = yield total / n
    return total


def delegate(results):
    results.append((yield from average()))


print(sum(squares(4000)))
total = 0
for value in squares(4000):
    total += value
print(total)
tree = [1, [2, [3, 4], [], [5, [6]]], 7] * 300
print(sum(flatten(tree)), sum(1 for x in flatten(tree) if x % 2))

results = []
runner = delegate(results)
next(runner)
for i in range(2500):
    last = runner.send(i)
print(last)
try:
    runner.send(None)
except StopIteration:
    print(results)


def first_above(limit):
    for value in squares(10**6):
        if value > limit:
            return value


print([first_above(limit) for limit in range(0, 3000, 7)][-3:])


def cleanup(log):
    try:
        for i in count(5):
            yield i
    finally:
        log.append(1)


log = []
for r in range(1500):
    generator = cleanup(log)
    for value in generator:
        if value == r % 6:
            break
    generator.close()
print(len(log))
pairs = dict(zip(count(2000), squares(2000)))
print(len(pairs), pairs[1999], max(enumerate(squares(50))))
