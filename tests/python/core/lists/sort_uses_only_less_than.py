class Item:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        return self.n < other.n

    def __repr__(self):
        return f"Item({self.n})"

items = [Item(n) for n in (5, 2, 8, 1, 9, 3)]
print(sorted(items), min(items), sorted(items, reverse=True))
try:
    print(max(items))
except TypeError as e:
    print(e)

class Reflected:
    def __init__(self, n):
        self.n = n

    def __gt__(self, other):
        return self.n > other.n

    def __repr__(self):
        return f"R{self.n}"

print(sorted([Reflected(2), Reflected(1)]), max([Reflected(1), Reflected(2)]))
