log = []
def source(n):
    for i in range(n):
        log.append(i)
        yield i
m = map(lambda x: x * 2, source(5))
f = filter(lambda x: x % 4 == 0, m)
z = zip(f, source(9))
e = enumerate(z)
print(log, next(e), log, next(e), log)
print(list(e), log, next(m, "m done"), next(f, "f done"))
log.clear()
a, b = source(2), source(5)
print(list(zip(a, b)), log, next(b))
log.clear()
a, b = source(5), source(2)
print(list(zip(a, b)), log, next(a))
it = iter([1, 2, 3, 4])
print(list(zip(it, it)), all(x < 3 for x in iter([1, 5, 7])))
it = iter([1, 5, 7, 9])
print(any(x == 5 for x in it), next(it), 7 in iter([7]), it.__length_hint__())
for obj in [map(abs, []), filter(None, []), zip(), enumerate([]), reversed([]), iter([]), iter(()), iter({}), iter(""), iter(b""), iter(range(0)), iter(set()), iter({}.items()), iter({}.values()), iter(int, 0), iter(bytearray()), iter(2**70 and range(2**70))]:
    print(type(obj).__name__, iter(obj) is obj, hasattr(obj, "__next__"), hasattr(obj, "__len__"))
def boom(x):
    if x == 2: raise ValueError("boom")
    return x
m = map(boom, [1, 2, 3])
print(next(m))
try:
    next(m)
except ValueError as err:
    print(err, next(m), next(m, "end"))
