a = [1, 2]
b = a
b += [3]
b += "xy"
b *= 2
print(a, a is b, a + [9], a * 0, [0] * 3, 2 * [1, 2], [1] * -1, 3 in [1, 2, 3], "3" in [1, 2, 3])
print([1, 2] == [1, 2], [1, 2] != [1, 3], [1, 2] < [1, 3], [1] < [1, 0], [] < [0], [2] > [1, 9], [1, 2] <= [1, 2], [1] == (1,), [1.0] == [1], [[1]] == [[True]])
nan = float("nan")
print([nan] == [nan], nan in [nan], [nan].count(nan))
nested = [[0] * 2] * 2
nested[0][0] = 5
print(nested)
for function in [lambda: [1] + (2,), lambda: [1] + 5, lambda: [1] * [2], lambda: [1] * 1.5, lambda: [1] < ["a"], lambda: [1] < 5, lambda: [1] - [1], lambda: "a" in 5, lambda: hash([]),
                 lambda: [1] * 2**70]:
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__ + ":", e)
c = [1]
try:
    c += 5
except TypeError as e:
    print(e, c)
