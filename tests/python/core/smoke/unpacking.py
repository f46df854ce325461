a, *b = [1, 2, 3]
print(a, b)
*a, b = "xyz"
print(a, b)
(a, b), c = (1, 2), 3
print(a, b, c)
for i, (x, y) in enumerate([(1, 2), (3, 4)]):
    print(i, x, y)
print([*range(3), *"ab"], {**{"a": 1}, "b": 2})
