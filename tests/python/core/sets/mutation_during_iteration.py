s = {1, 2, 3}
try:
    for x in s:
        s.add(x + 10)
except RuntimeError as e:
    print(e)
s = {1, 2, 3}
try:
    for x in s:
        s.discard(x)
except RuntimeError as e:
    print(e)
s = {1}
for x in s:
    s.add(1)
print(s)
it = iter({1})
print(next(it), next(it, None), next(it, None))
s = {5}
it = iter(s)
print(it.__length_hint__())
s.add(6)
try:
    next(it)
except RuntimeError as e:
    print(e)
n = 0
s = set(range(100))
while s:
    n += s.pop()
print(n, s)
