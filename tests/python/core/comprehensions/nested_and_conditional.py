matrix = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in matrix] for i in range(3)], [x for row in matrix for x in row], [x if x % 2 else -x for row in matrix for x in row if x > 1])
print({x: {y for y in range(x)} for x in range(4)}, {len(w): [v for v in ("a", "bb", "cc") if len(v) == len(w)] for w in ("a", "bb")})
primes = [p for p in range(2, 50) if all(p % d for d in range(2, int(p**0.5) + 1))]
print(primes, [(a, b, c) for a in range(1, 20) for b in range(a, 20) for c in range(b, 20) if a * a + b * b == c * c])
print(sum(1 for _ in "abc"), max((len(w), w) for w in "the quick brown".split()), sorted({w[0] for w in "the quick brown the".split()}), [*(i for i in range(3))], "".join(c.upper() for c in "abc" if c != "b"))
print([y for x in range(3) if x for y in range(x) if y or x], [(lambda z: z * x)(2) for x in range(3)], [f(3) for f in [lambda v, n=n: v ** n for n in range(4)]])
print([[[k for k in range(j)] for j in range(i)] for i in range(3)], {(i, j): i * j for i in range(2) for j in range(2)}, [a for a in range(5) if a not in (1, 3)])
print(list(zip(*[iter(range(6))] * 2)), [x for x in range(3) for x in range(x)], [i for i in range(5) if not i % 2 or i == 3])
