a = [1, 2, 3]
a.append(4)
print(a, len(a), a[0], a[-1])
a[1] = "two"
print(a)
print(a[1:3], a[::-1])
for x in a:
    print(x)
print([] == [], [1] + [2], [0] * 3)
