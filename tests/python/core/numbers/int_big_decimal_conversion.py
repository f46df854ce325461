n = 1
for i in range(1, 201):
    n *= i
print(n)
print(int(str(n)) == n, len(str(n)), str(-n)[:10])
print(str(10**100 - 1), str(10**100), str(-(10**100)))
print(int("9" * 100) + 1)
total = 0
for i in range(0, 300, 7):
    total += int(str(7**i)) - 7**i
print(total)
