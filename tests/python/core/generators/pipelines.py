def numbers(n):
    for i in range(n): yield i
def squares(it):
    for x in it: yield x * x
def evens(it): return (x for x in it if x % 2 == 0)
def take(n, it):
    for _, x in zip(range(n), it): yield x
def pairs(it):
    it = iter(it)
    for a in it:
        yield a, next(it, None)
def chunks(it, n):
    chunk = []
    for x in it:
        chunk.append(x)
        if len(chunk) == n:
            yield chunk
            chunk = []
    if chunk: yield chunk
def tee_log(it, log):
    for x in it:
        log.append(x)
        yield x
log = []
print(list(take(5, evens(squares(tee_log(numbers(100), log))))), log)
print(list(pairs("abcde")), list(chunks(range(7), 3)), sum(evens(squares(numbers(2000)))))
def sieve():
    composites, n = {}, 2
    while True:
        if n not in composites:
            yield n
            composites[n * n] = [n]
        else:
            for p in composites.pop(n): composites.setdefault(p + n, []).append(p)
        n += 1
print(list(take(20, sieve())))
def permutations(s):
    if len(s) < 2: yield s
    for i, c in enumerate(s):
        for rest in permutations(s[:i] + s[i + 1:]):
            if len(s) > 1: yield c + rest
print(list(permutations("abc")), len(set(permutations("abcde"))))
def coroutine_average():
    total = count = 0
    average = None
    while True:
        total += yield average
        count += 1
        average = total / count
g = coroutine_average()
next(g)
print([g.send(x) for x in (10, 20, 60)])
def walk(tree):
    match tree:
        case [*items]:
            for item in items: yield from walk(item)
        case leaf: yield leaf
print(list(walk([1, [2, [3, [], 4]], 5])))
