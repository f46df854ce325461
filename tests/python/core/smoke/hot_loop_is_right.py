def run(n):
    total = 0
    values = [1, 2, 3, 4]
    for i in range(n):
        x = values[i & 3]
        if i % 3 == 0:
            total += x * i
        elif i % 5 == 0:
            total -= x
        else:
            total ^= i
    return total

print(run(10), run(100000))
class P:
    def __init__(self, v):
        self.v = v

    def step(self, k):
        self.v = (self.v * k + 1) % 1000003
        return self.v

def objects(n):
    p = P(1)
    s = 0.5
    for i in range(n):
        s += p.step(i) / 1000003
    return p.v, s

print(objects(100000))
