a = b = c = []
a.append(1)
print(b, c is a)
x, y = y2, x2 = 1, 2
print(x, y, x2, y2)
i = 0
l = [0, 0, 0]
i, l[i], l[i + 1] = 1, "a", "b"
print(l)
class A: pass
o = A()
o.p = o.q = q = 5
print(o.p, o.q, q)
(d, e), f = g = (1, 2), 3
print(d, e, f, g)
[h], k = [[1], 2]
*m, = range(3)
print(h, k, m)
first, *middle, last = {"a": 1, "b": 2, "c": 3}
print(first, middle, last)
s = [1, 2, 3]
s[0], s[1:] = 9, [8]
print(s)
for z, (w, *v) in [(1, "abc"), (2, [5])]: print(z, w, v)
for o.attr in range(3): pass
print(o.attr)
for l[0] in "xy": pass
print(l)
with_items = {"k": [1, 2]}
with_items["k"][0], with_items["n"] = with_items["k"][1], "new"
print(with_items)
n = 5
n, m = n + 1, n - 1
print(n, m, (n := n + 1), n)
t = u = v = w = 0
t += 1; u -= 1
print(t, u, v, w)
