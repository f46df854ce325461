a = [1, 2, 3, 4]
seen = []
for x in a:
    seen.append(x)
    if x == 2:
        a.remove(2)
print(seen, a)
a = [1]
for x in a:
    if x < 5:
        a.append(x + 1)
print(a)
a = [1, 2, 3]
for x in a:
    a.clear()
    print(x)
it = iter([1, 2])
print(next(it), next(it), next(it, "done"), next(it, "still"))
a = [1, 2]
it = iter(a)
print(list(it))
a.append(3)
print(list(it))
it = reversed([1, 2, 3])
print(next(it), it.__length_hint__(), list(it))
a = [1, 2, 3, 4]
r = reversed(a)
next(r)
a.pop()
a.pop()
print(list(r))
