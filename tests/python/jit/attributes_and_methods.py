# options: -X jit=3
# Attribute loads and stores, methods, new attributes, in loops compiled early.
class V:
    __slots__ = ("x", "y")
    def __init__(self, x, y):
        self.x = x
        self.y = y
class W:
    def __init__(self):
        self.total = 0
        self.n = 0
    def add(self, k):
        self.total = self.total + k
        self.n += 1
        return self.total
def methods(n):
    w = W()
    i = 0
    last = None
    while i < n:
        last = w.add(i if i % 3 else -i)
        i += 1
    return w.total, w.n, last
class Node:
    def __init__(self, v):
        self.value = v
        self.next = None
def chain(n):
    head = Node(0)
    cur = head
    for i in range(1, 50):
        nd = Node(i); cur.next = nd; cur = nd
    cur.next = head
    t = 0
    i = 0
    while i < n:
        cur = cur.next
        t += cur.value
        i += 1
    return t
def shape_add(n):
    i = 0
    o = None
    objs = [V(i, i) for i in range(20)]
    ws = [W() for _ in range(n)]
    while i < n:
        ws[i].extra = i
        objs[i % 20].x = ws[i].extra
        i += 1
    return sum(w.extra for w in ws), [o.x for o in objs]
for n in (3, 10, 100, 1000):
    for f in (methods, chain, shape_add):
        print(f.__name__, n, f(n))
