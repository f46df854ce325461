print(sum([]), sum([1, 2, 3]), sum([1, 2.5]), sum([0.1] * 10), sum([1, 2], 10), sum((x for x in range(101))), sum([True, True]))
print(sum([[1], [2]], []), sum([1j, 2]), sum([10**20, 1, -(10**20)]), sum([1e100, 1.0, -1e100]), sum([2**62, 2**62]))
print(sum([1, 2, 3], start=5), sum({1: 2, 3: 4}), sum(()), sum([-0.0]), sum([1.5, 2, 3.5]))
for args in [(["a"],), (["a"], ""), ([b"a"], b""), ([bytearray(b"a")], bytearray()), (5,), (), ([1], 2, 3), ([1], "a"), ([[1]],)]:
    try:
        print(sum(*args))
    except TypeError as e:
        print("TypeError:", e)
