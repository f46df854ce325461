def count(n):
    return 0 if n == 0 else 1 + count(n - 1)
print(count(700))
def nest(n):
    l = []
    for i in range(n):
        l = [l]
    return l
print(len(repr(nest(100))), repr(nest(5)), nest(50) == nest(50))
def generator_chain(n):
    if n:
        yield from generator_chain(n - 1)
    yield n
print(sum(generator_chain(200)))
f = lambda x: x
for i in range(200):
    f = (lambda g: lambda x: g(x) + 1)(f)
print(f(0))
