"""Nothing but calls: naive Fibonacci, Ackermann-like and mutual recursion."""

SIZES = {"small": 20, "full": 34}


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def tak(x, y, z):
    if y >= x:
        return z
    return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y))


def female(n):
    return 1 if n == 0 else n - male(female(n - 1))


def male(n):
    return 0 if n == 0 else n - female(male(n - 1))


def main(n):
    return f"{fib(n)} {tak(n // 2, n // 3 - 1, n // 6 - 1)} {female(n + 6)}"


if __name__ == "__main__":
    import sys

    print("checksum", main(SIZES[sys.argv[1] if len(sys.argv) > 1 else "small"]))
