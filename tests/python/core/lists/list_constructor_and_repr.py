print(list(), list("abc"), list((1, 2)), list({1: 2}), list(range(3)), list(x for x in "ab"), [*range(3), *"ab"], list([]))
a = [1]
a.append(a)
print(a, [a], [[], [[]]], ["a'b", b"c", None, 1.0, ...], [(), ((),)], [{}, {1}])
for function in [lambda: list(5), lambda: list(1, 2), lambda: list(x=1), lambda: list(None)]:
    try:
        print(function())
    except TypeError as e:
        print("TypeError:", e)
