class V:
    def __init__(self, n):
        self.n = n

    def __add__(self, other):
        return V(self.n + other.n)

    def __eq__(self, other):
        return self.n == other.n

    def __lt__(self, other):
        return self.n < other.n

    def __getitem__(self, i):
        return self.n + i

    def __len__(self):
        return self.n

    def __call__(self, x):
        return self.n * x

print((V(1) + V(2)).n, V(1) == V(1), V(1) < V(2), V(5)[2], len(V(3)), V(4)(5))
