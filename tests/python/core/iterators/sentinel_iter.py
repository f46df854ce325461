values = iter([1, 2, 3, 0, 4])
print(list(iter(lambda: next(values), 0)), next(values))
class Reader:
    def __init__(self, text): self.text = text
    def read(self, n):
        chunk, self.text = self.text[:n], self.text[n:]
        return chunk
r = Reader("abcdefg")
print([c for c in iter(lambda: r.read(3), "")])
it = iter(lambda: 5, 5)
print(list(it), list(it), type(it).__name__)
def stops(): raise StopIteration
print(list(iter(stops, 1)))
def fails(): raise ValueError("f")
try:
    list(iter(fails, 1))
except ValueError as e:
    print(e)
class Eq:
    def __eq__(self, o): return o == 3
n = iter(range(10))
print(list(iter(lambda: next(n), Eq())))
try:
    iter([1], 1)
except TypeError as e:
    print(e)
