def count(n):
    i = 0
    while i < n:
        yield i
        i += 1
    return "returned"
g = count(3)
print(next(g), next(g), next(g))
try:
    next(g)
except StopIteration as e:
    print("StopIteration", e.value, e.args)
try:
    next(g)
except StopIteration as e:
    print("again", e.value)
print(list(count(4)), sum(count(5)), [*count(2)], tuple(count(3)), dict(enumerate(count(2))), 3 in count(5), max(count(7)), next(count(0), "default"), list(zip(count(3), count(2))))
a, b, c = count(3)
a, *b = count(4)
print(a, b, c, iter(g) is g, list(g))
def empty():
    return
    yield
def infinite():
    n = 0
    while True:
        yield n
        n += 1
print(list(empty()))
for x in infinite():
    if x > 3: break
print(x, [next(i) for i in [infinite()] for _ in range(3)])
def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
f = fib()
print([next(f) for _ in range(15)], next(f))
class Tree:
    def __init__(self, left, value, right): self.left, self.value, self.right = left, value, right
    def __iter__(self):
        if self.left: yield from self.left
        yield self.value
        if self.right: yield from self.right
print(list(Tree(Tree(None, 1, Tree(None, 2, None)), 3, Tree(None, 4, None))))
