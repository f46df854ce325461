a, b = [1, 2]
(c, d), e = [3, 4], 5
[f, *g] = "hello"
*h, i = range(4)
j, *k, l = (1, 2)
(m, *n), *o = [[1, 2, 3], 4, 5]
print(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o)
a, b = b, a
x = y = z = [0]
x.append(1)
print(a, b, z)
lst = [0, 1]
i = 0
i, lst[i] = 1, 9
print(i, lst)
def error(text):
    try:
        exec(text)
    except Exception as e:
        print(text, type(e).__name__ + ":", e)

for text in ["a, b = [1]", "a, b = [1, 2, 3]", "a, b = 5", "a, *b, c = [1]", "a, b = {}", "a, b = 'xyz'", "[a, b] = None", "(a, (b, c)) = (1, 2)", "a, b = iter([1])",
             "a, b = (x for x in range(5))", "*a, = 5", "a, b, *c = [1]", "for a, b in [(1, 2), (3,)]: pass", "*a, *b = [1]", "*a = [1]", "a, b += 1", "() = [1]", "[] = []", "() = ()"]:
    error(text)
