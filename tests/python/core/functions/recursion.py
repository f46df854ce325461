def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
def ack(m, n): return n + 1 if m == 0 else ack(m - 1, 1) if n == 0 else ack(m - 1, ack(m, n - 1))
def even(n): return True if n == 0 else odd(n - 1)
def odd(n): return False if n == 0 else even(n - 1)
def flatten(x): return [z for y in x for z in flatten(y)] if isinstance(x, list) else [x]
def hanoi(n, a, b, c): return 0 if n == 0 else hanoi(n - 1, a, c, b) + 1 + hanoi(n - 1, c, b, a)
def permutations(items):
    if not items:
        return [[]]
    return [[x] + rest for i, x in enumerate(items) for rest in permutations(items[:i] + items[i + 1:])]
print(fib(18), ack(2, 3), even(200), odd(201), flatten([1, [2, [3, [4]], 5]]), hanoi(8, 1, 2, 3), len(permutations([1, 2, 3, 4])), permutations("abc"[:0] and [] or [1, 2, 3]))
