# Inner loops, breaks, continues, else branches, loops in called functions, recursion, and branches at random.
def primes(n):
    found = []
    for candidate in range(2, n):
        for p in found:
            if p * p > candidate:
                found.append(candidate)
                break
            if candidate % p == 0:
                break
        else:
            found.append(candidate)
    return found


print(len(primes(5000)), primes(100)[-3:])


def matrix(n):
    a = [[i * j % 7 for j in range(n)] for i in range(n)]
    out = [[0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            for k in range(n):
                out[i][j] += a[i][k] * a[k][j]
    return sum(map(sum, out))


print(matrix(24))


def digits(n):
    total = 0
    while n:
        n, d = divmod(n, 10)
        total += d
    return total


print(sum(digits(i) for i in range(3000)), sum([digits(i * i) for i in range(1500)]))


def hanoi(n, a, b, c, moves):
    if n == 0:
        return 0
    done = hanoi(n - 1, a, c, b, moves)
    moves[a + c] = moves.get(a + c, 0) + 1
    return done + 1 + hanoi(n - 1, b, a, c, moves)


moves = {}
print(hanoi(11, "a", "b", "c", moves), sorted(moves.items()))


def walk(seed, n):
    x = seed
    seen = [0] * 8
    for _ in range(n):
        x = (x * 1103515245 + 12345) % 2147483648
        if x & 1:
            seen[0] += 1
        elif x & 2:
            seen[1] += 1
            continue
        if x & 4:
            seen[2] += 1
            if x & 8:
                seen[3] += 1
        while x & 16:
            seen[4] += 1
            x >>= 1
        seen[5 + (x % 3)] += 1
    return seen


print(walk(42, 6000))


def big(n):
    value = 1
    for i in range(1, n):
        value = value * 3 + i
        if value > 10**30:
            value %= 99991
    return value


print(big(3000), 2**47 + sum(2**40 for _ in range(300)))
text = ""
for i in range(1500):
    text += chr(97 + i % 26)
    if text.endswith("xyz") and len(text) > 30:
        text = text[3:].upper().lower().replace("ab", "b")
print(len(text), text[-10:])
