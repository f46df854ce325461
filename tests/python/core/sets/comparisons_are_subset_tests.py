sets = [set(), {1}, {2}, {1, 2}, {1, 2, 3}, frozenset({1, 2})]
for a in sets:
    print([a < b for b in sets], [a <= b for b in sets], [a == b for b in sets], [a > b for b in sets], [a.isdisjoint(b) for b in sets])
class Strange(set):
    def __eq__(self, other):
        return "eq"

    __hash__ = None

print(Strange() == 1, {1} == Strange([1]), Strange([1]) != {1})
print({1}.__lt__([1]), {1}.__or__([1]), {1}.__eq__(1), {1}.__sub__({1}), set.__rsub__({1}, {1, 2}))
