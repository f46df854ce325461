a = []
for i in range(20000):
    a.append(i * i % 97)
    if i % 3 == 0:
        a.pop()
print(len(a), sum(a), a[1234], a[-1])
while len(a) > 10:
    del a[len(a) // 2:]
print(a)
b = [None] * 1000
for i in range(0, 1000, 7):
    b[i] = [i]
print(sum(x is not None for x in b), b[7], b[8], [x[0] for x in b if x][:5])
q = list(range(5))
for i in range(1000):
    q.insert(0, q.pop())
print(q)
m = [[i * j for j in range(6)] for i in range(6)]
print(m, [list(r) for r in zip(*m)] == m, sum(map(sum, m)))
