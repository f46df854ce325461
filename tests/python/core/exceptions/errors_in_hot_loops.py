def parse(x):
    try:
        return int(x)
    except ValueError:
        return -1
    except TypeError:
        return -2
print(sum(parse(x) for x in ["1", "x", None, "22", [], "3"] * 500))
def lookup(d, k):
    try:
        return d[k]
    except KeyError as e:
        return e.args[0] * 10
d = {i: i for i in range(0, 100, 2)}
print(sum(lookup(d, i % 100) for i in range(3000)))
class Stop(Exception): pass
def deep(n):
    if n == 0: raise Stop
    deep(n - 1)
count = 0
for i in range(600):
    try:
        deep(i % 7)
    except Stop:
        count += 1
    finally:
        count += 1
print(count)
def retry(n):
    for attempt in range(n):
        try:
            if attempt < n - 1: raise ValueError(attempt)
            return attempt
        except ValueError as e:
            last = e
print([retry(n) for n in range(1, 6)], sum(retry(3) for _ in range(500)))
total = 0
it = iter(range(2000))
while True:
    try:
        total += next(it)
    except StopIteration:
        break
print(total)
values = []
for i in range(50):
    try:
        values.append(10 // (i % 5))
    except ZeroDivisionError:
        values.append(None)
print(values[:10], values.count(None))
