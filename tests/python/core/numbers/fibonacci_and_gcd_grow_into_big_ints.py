a, b = 0, 1
for i in range(250):
    a, b = b, a + b
print(a)

def gcd(x, y):
    while y:
        x, y = y, x % y
    return x

print(gcd(2**100 * 3**20, 2**50 * 3**40), gcd(a, b), gcd(10**40, 15**30))

def isqrt(n):
    x = n
    y = (x + 1) // 2
    while y < x:
        x, y = y, (y + n // y) // 2
    return x

print(isqrt(10**60), isqrt(2 * 10**80), isqrt(99))
m = 1
for i in range(100):
    m = (m * 6364136223846793005 + 1442695040888963407) & (2**64 - 1)
print(m)
