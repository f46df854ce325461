"""Holds large dicts of tuples and lists of strings; builds, looks up, deletes, and builds again."""

SIZES = {"small": 3000, "full": 300000}


def main(n):
    table = {}
    for i in range(n):
        table[i * 7 % n, i % 13] = (i, str(i), i / 3)
    names = {f"name-{i}": i for i in range(n)}
    hits = sum((i, i % 13) in table for i in range(n))
    total = 0
    for key, (number, text, ratio) in table.items():
        total += number + len(text) + (ratio > key[0])
    for i in range(0, n, 2):
        del names[f"name-{i}"]
    for i in range(n // 2):
        names[f"other-{i}"] = -i
    strings = [f"{i:08d}:{i * i}" for i in range(n)]
    joined = "".join(sorted(strings, reverse=True)[: n // 10])
    pairs = [[i, (i, i + 1)] for i in range(n)]
    pairs.sort(key=lambda p: p[0] * 7919 % n)
    index = {}
    for number, pair in pairs:
        index.setdefault(number % 1000, []).append(pair)
    longest = max(index.values(), key=len)
    return (
        f"{len(table)} {hits} {total} {sum(names.values())} {len(joined)} {pairs[n // 2]} "
        f"{len(longest)} {len(set(strings))}"
    )


if __name__ == "__main__":
    import sys

    print("checksum", main(SIZES[sys.argv[1] if len(sys.argv) > 1 else "small"]))
