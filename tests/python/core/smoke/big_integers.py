x = 2 ** 100
print(x)
print(x + 1, x - x, x * x)
print(x // 3, x % 7, -x)
print(x == 2 ** 100, x > 10)
n = 1
for i in range(1, 31):
    n *= i
print(n)
