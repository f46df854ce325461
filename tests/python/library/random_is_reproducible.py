import random
r = random.Random(42)
print([r.random() for _ in range(3)], [r.randint(1, 100) for _ in range(5)], r.choice("abcdef"), r.sample(range(100), 5), r.uniform(1, 2), r.gauss(0, 1), r.getrandbits(70), r.randrange(0, 100, 7), r.choices("ab", weights=[1, 9], k=5), r.expovariate(1), r.betavariate(1, 2), r.triangular(0, 1), r.normalvariate(0, 1), r.randbytes(4))
l = list(range(10)); r.shuffle(l); print(l)
state = r.getstate(); a = r.random(); r.setstate(state); print(a == r.random(), len(state[1]))
for seed in ["text", b"bytes", 1.5, 2**100, -5, None.__class__ and 7]:
    print(random.Random(seed).random())
random.seed(1); print(random.random(), random.randint(0, 10**30))
for f in [lambda: r.choice([]), lambda: r.randrange(0), lambda: r.sample([1], 2), lambda: r.randint(5, 1), lambda: r.getrandbits(-1), lambda: random.Random([])]:
    try: print(f())
    except Exception as x: print(type(x).__name__ + ":", x)
