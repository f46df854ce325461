x = "outer"
print([x for x in range(3)], x, {x for x in "a"}, x, {x: x for x in "b"}, x, list(x for x in "c"), x)
print([(i, j) for i in range(3) for j in range(i)], [i for i in range(10) if i % 2 if i % 3], [[j for j in range(i)] for i in range(4)])
def f():
    y = 10
    return [y + i for i in range(3)], [lambda: i for i in range(3)][0](), [(lambda i=i: i)() for i in range(3)]
print(f())
class C:
    items = [1, 2, 3]
    doubled = [i * 2 for i in items]
    try:
        bad = [i * k for i in items for k in items]
    except NameError as e:
        print(e)
print(C.doubled, hasattr(C, "i"))
print([a + b for a, b in [(1, 2), (3, 4)]], [h for h, *t in ["ab", "cd"]], {k: v for k, v in zip("ab", [1, 2])}, [x for x in (y for y in "xyz")])
try:
    print(i)
except NameError as e:
    print(e)
print([x for x in [1, 2, 3] if (lambda v: v > 1)(x)], sum(x * x for x in range(10)), [[x, y] for x, y in enumerate("ab")], [d[0] for d in ({0: "z"},)])
