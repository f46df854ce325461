"""A function with nine optional arguments that are present at random: the classic trace explosion."""

SIZES = {"small": 3000, "full": 1200000}


def combine(a=None, b=None, c=None, d=None, e=None, f=None, g=None, h=None, i=None):
    total = 1
    if a is not None:
        total += a
    if b is not None:
        total -= b
    if c is not None:
        total += c * 2
    if d is not None:
        total ^= d
    if e is not None:
        total += e & 7
    if f is not None:
        total -= f >> 1
    if g is not None:
        total += g * 3
    if h is not None:
        total |= h & 3
    if i is not None:
        total -= i
    return total


def main(n):
    seed, total = 1, 0
    names = "abcdefghi"
    for k in range(n):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        bits = seed >> 9
        total += combine(
            k if bits & 1 else None,
            3 if bits & 2 else None,
            k & 31 if bits & 4 else None,
            5 if bits & 8 else None,
            k if bits & 16 else None,
            9 if bits & 32 else None,
            2 if bits & 64 else None,
            k if bits & 128 else None,
            1 if bits & 256 else None,
        )
        if k % 16 == 0:
            total += combine(**{names[j]: j for j in range(9) if bits >> j & 1})
    return str(total)


if __name__ == "__main__":
    import sys

    print("checksum", main(SIZES[sys.argv[1] if len(sys.argv) > 1 else "small"]))
