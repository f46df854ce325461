"""Power iteration on an implicit matrix: nested float loops with a tiny function call inside."""

SIZES = {"small": 50, "full": 450}


def entry(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(v):
    n = len(v)
    return [sum(entry(i, j) * v[j] for j in range(n)) for i in range(n)]


def times_transposed(v):
    result = []
    for i in range(len(v)):
        total = 0.0
        for j, x in enumerate(v):
            total += entry(j, i) * x
        result.append(total)
    return result


def main(n):
    u = [1.0] * n
    for _ in range(6):
        v = times_transposed(times(u))
        u = times_transposed(times(v))
    upper = sum(a * b for a, b in zip(u, v))
    lower = sum(b * b for b in v)
    return f"{(upper / lower) ** 0.5:.9f}"


if __name__ == "__main__":
    import sys

    print("checksum", main(SIZES[sys.argv[1] if len(sys.argv) > 1 else "small"]))
