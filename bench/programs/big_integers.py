"""Digits of pi, factorials, modular powers and square roots: arithmetic on large ints."""

SIZES = {"small": 100, "full": 4500}


def pi_digits(count):
    """Gibbons' spigot, one digit at a time."""
    q, r, t, k, m, x = 1, 0, 1, 1, 3, 3
    digits = []
    while len(digits) < count:
        if 4 * q + r - t < m * t:
            digits.append(m)
            q, r, m = 10 * q, 10 * (r - m * t), (10 * (3 * q + r)) // t - 10 * m
        else:
            q, r, t, k, m, x = q * k, (2 * q + r) * x, t * x, k + 1, (q * (7 * k + 2) + r * x) // (t * x), x + 2
    return digits


def is_probable_prime(n):
    if n < 4:
        return n > 1
    d, s = n - 1, 0
    while d & 1 == 0:
        d >>= 1
        s += 1
    for base in (2, 3, 5, 7, 11):
        x = pow(base, d, n)
        if x in (1, n - 1):
            continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def integer_root(n):
    x = 1 << (n.bit_length() + 1) // 2
    while True:
        y = (x + n // x) >> 1
        if y >= x:
            return x
        x = y


def main(n):
    digits = pi_digits(n)
    factorial = 1
    for i in range(1, n * 2):
        factorial *= i
    a, b = 0, 1
    for _ in range(n * 20):
        a, b = b, a + b
    primes = [p for p in range(2**90 + 1, 2**90 + n, 2) if is_probable_prime(p)]
    root = integer_root(2 * 10 ** (2 * n))
    mixed = 0
    for i in range(n * 10):
        mixed = (mixed * 6364136223846793005 + i) & (1 << 128) - 1
        mixed ^= mixed >> 33
    return (
        f"{sum(i * d for i, d in enumerate(digits))} {factorial.bit_length()} {a % 10**12} "
        f"{len(primes)} {root % 10**12} {mixed}"
    )


if __name__ == "__main__":
    import sys

    print("checksum", main(SIZES[sys.argv[1] if len(sys.argv) > 1 else "small"]))
