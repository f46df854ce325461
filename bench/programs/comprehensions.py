"""List, set and dict comprehensions and generator expressions, nested and filtered."""

SIZES = {"small": 40, "full": 2400}


def primes(limit):
    composite = {j for i in range(2, int(limit**0.5) + 1) for j in range(i * i, limit, i)}
    return [i for i in range(2, limit) if i not in composite]


def transpose(matrix):
    return [[row[i] for row in matrix] for i in range(len(matrix[0]))]


def life(cells):
    near = [(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1) if x or y]
    counts = {}
    for x, y in ((cx + nx, cy + ny) for cx, cy in cells for nx, ny in near):
        counts[x, y] = counts.get((x, y), 0) + 1
    return {cell for cell, count in counts.items() if count == 3 or (count == 2 and cell in cells)}


def main(n):
    matrix = [[(i * j) % 17 for j in range(n)] for i in range(n)]
    turned = transpose(matrix)
    symmetric = sum(a == b for r, s in zip(matrix, turned) for a, b in zip(r, s))
    squares = {i: [j for j in range(i) if j * j % i == 1] for i in range(2, n)}
    inverted = {}
    for key, values in squares.items():
        for value in values:
            inverted.setdefault(value, []).append(key)
    triples = [
        (a, b, c)
        for a in range(1, n // 12)
        for b in range(a, n // 12)
        for c in range(b, n // 12)
        if a * a + b * b == c * c
    ]
    cells = {(x % 40, x // 40) for x in range(0, n * 2, 3)}
    for _ in range(n // 40):
        cells = life(cells)
    words = ["".join(chr(97 + (i * k) % 26) for k in range(1, i % 7 + 2)) for i in range(n * 4)]
    groups = {length: {w for w in words if len(w) == length} for length in {len(w) for w in words}}
    flat = [x for row in matrix for x in row if x & 1 if x > 3]
    return (
        f"{len(primes(n * 60))} {symmetric} {sum(map(len, inverted.values()))} {len(triples)} "
        f"{len(cells)} {sum(map(len, groups.values()))} {sum(flat)}"
    )


if __name__ == "__main__":
    import sys

    print("checksum", main(SIZES[sys.argv[1] if len(sys.argv) > 1 else "small"]))
