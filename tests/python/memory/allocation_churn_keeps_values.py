import gc
def churn(n):
    kept = {}
    for i in range(n):
        garbage = [str(i), (i, i + 1), {"k": [i]}, f"{i}" * 3, lambda: i, {i}, i * 1.5, 10**20 + i]
        if i % 97 == 0: kept[i] = garbage
        if i % 5000 == 0: gc.collect()
    return kept
kept = churn(20000)
gc.collect()
print(len(kept), all(v[0] == str(i) and v[1] == (i, i + 1) and v[2]["k"] == [i] and v[7] == 10**20 + i and v[5] == {i} for i, v in kept.items()))
class Tree:
    __slots__ = ("l", "r")
    def __init__(self, d): self.l, self.r = (Tree(d - 1), Tree(d - 1)) if d else (None, None)
    def count(self): return 1 + (self.l.count() + self.r.count() if self.l else 0)
long_lived = Tree(12)
print(sum(Tree(i % 8).count() for i in range(200)), long_lived.count())
linked = None
for i in range(50000): linked = (i, linked)
total, node = 0, linked
while node: total += node[0]; node = node[1]
print(total)
del linked, node
gc.collect()
ring = [[] for _ in range(1000)]
for i, r in enumerate(ring): r.append(ring[(i * 7 + 1) % 1000]); r.append(i)
del ring[500:]
gc.collect()
print(sum(r[1] + r[0][1] for r in ring))
