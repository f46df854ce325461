"""Exact rational arithmetic with fractions.Fraction: series, a linear system, continued fractions."""

from fractions import Fraction

SIZES = {"small": 10, "full": 170}


def harmonic(n):
    return sum((Fraction(1, i) for i in range(1, n)), Fraction(0))


def bernoulli(n):
    row = [Fraction(0)] * (n + 1)
    for m in range(n + 1):
        row[m] = Fraction(1, m + 1)
        for j in range(m, 0, -1):
            row[j - 1] = j * (row[j - 1] - row[j])
    return row[0]


def solve(matrix, right):
    n = len(matrix)
    rows = [list(map(Fraction, row)) + [Fraction(r)] for row, r in zip(matrix, right)]
    for i in range(n):
        pivot = next(k for k in range(i, n) if rows[k][i])
        rows[i], rows[pivot] = rows[pivot], rows[i]
        inverse = 1 / rows[i][i]
        rows[i] = [x * inverse for x in rows[i]]
        for k in range(n):
            if k != i and rows[k][i]:
                factor = rows[k][i]
                rows[k] = [a - factor * b for a, b in zip(rows[k], rows[i])]
    return [row[-1] for row in rows]


def continued(x, steps):
    terms = []
    for _ in range(steps):
        whole = x.numerator // x.denominator
        terms.append(whole)
        x -= whole
        if not x:
            break
        x = 1 / x
    return terms


def main(n):
    h = harmonic(n * 8)
    b = bernoulli(n)
    hilbert = solve([[Fraction(1, i + j + 1) for j in range(n // 2)] for i in range(n // 2)], range(n // 2))
    terms = continued(h, 60)
    compared = sum(Fraction(i, 7) < Fraction(j, 11) for i in range(n) for j in range(n))
    return f"{h.numerator % 1000003} {b.numerator % 1000003} {sum(hilbert)} {terms[:6]} {compared} {float(h):.6f}"


if __name__ == "__main__":
    import sys

    print("checksum", main(SIZES[sys.argv[1] if len(sys.argv) > 1 else "small"]))
