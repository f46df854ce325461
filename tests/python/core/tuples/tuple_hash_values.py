for t in [(), (1,), (1, 2), (2, 1), (1, (2, 3)), (0, 0, 0), (-1,), (1.5, 2), (None is None, 7), (10**20, -1), tuple(range(20))]:
    print(t, hash(t))
print(hash((1, 2, 3)) == hash((1.0, 2.0, True + 2)), len({(i, j) for i in range(30) for j in range(30)}))
