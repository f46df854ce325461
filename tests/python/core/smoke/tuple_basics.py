t = (1, 2, 3)
print(t, t[1], len(t))
a, b, c = t
print(c, b, a)
a, b = b, a
print(a, b)
print((), (1,))
