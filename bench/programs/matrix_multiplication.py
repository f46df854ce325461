"""Products of dense matrices as lists of lists, of floats and of ints."""

SIZES = {"small": 36, "full": 200}


def multiply(a, b):
    n, m, p = len(a), len(b), len(b[0])
    result = [[0] * p for _ in range(n)]
    for i in range(n):
        row, out = a[i], result[i]
        for k in range(m):
            x, other = row[k], b[k]
            for j in range(p):
                out[j] += x * other[j]
    return result


def multiply_by_columns(a, b):
    columns = list(zip(*b))
    return [[sum(x * y for x, y in zip(row, column)) for column in columns] for row in a]


def main(n):
    floats = [[((i * 7 + j * 3) % 11) / 8.0 for j in range(n)] for i in range(n)]
    ints = [[(i * i + j) % 13 - 6 for j in range(n)] for i in range(n)]
    a = multiply(floats, floats)
    b = multiply_by_columns(ints, multiply(ints, ints[::-1]))
    return f"{sum(map(sum, a)):.3f} {sum(b[i][n - 1 - i] for i in range(n))} {a[1][2]:.6f}"


if __name__ == "__main__":
    import sys

    print("checksum", main(SIZES[sys.argv[1] if len(sys.argv) > 1 else "small"]))
