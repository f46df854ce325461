total = 0
for i in range(10):
    for j in range(i, 10, 2):
        if j == 7:
            continue
        if i == 8:
            break
        total += i * j
    else:
        total += 1
print(total, i, j)
for i in range(3):
    i += 10
    print(i, end=" ")
else:
    print("else", i)
for k in range(0):
    pass
try:
    print(k)
except NameError as e:
    print(e)
n = 3
for i in range(n):
    n = 10
    print(i, end=" ")
print(n, [x for x in range(10, 0, -3)], sum(range(1, 101)), max(range(5, 50, 7)), sorted(range(5), reverse=True), tuple(range(3)), list(map(str, range(3))))
for i in range(2**62, 2**62 + 3):
    print(i, end=" ")
for i in range(-(2**48) - 1, -(2**48) + 2):
    print(i, end=" ")
print(list(enumerate(range(5, 8), start=-1)), list(zip(range(3), range(5))))
