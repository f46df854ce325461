s = {1, 1.0, True, 1 + 0j}
print(len(s), s, {0, False, 0.0, -0.0}, 1 in {True}, 2**70 in {float(2**70)}, len({10**20, 10**20 + 1, 1e20}))
n = float("nan")
print(len({n, n}), n in {n}, {n} == {n})
print(sorted({3, 1, 2}), sorted({"b", "a"}), sorted(set([1, 2, 2, 3, 3, 3])), len(set("mississippi")), sorted(set(range(20)) - set(range(0, 20, 2))))
big = set(range(0, 10000, 3)) & set(range(0, 10000, 5))
print(len(big), min(big), max(big), sum(big), len(set(range(1000)) ^ set(range(500, 1500))))
primes = set(range(2, 100))
for p in range(2, 10):
    primes -= set(range(p * p, 100, p))
print(sorted(primes))
