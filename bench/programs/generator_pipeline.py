"""Chains of generators, generator expressions and yield from; send() into a coroutine."""

SIZES = {"small": 4000, "full": 1500000}


def numbers(n):
    seed = 1
    for _ in range(n):
        seed = (seed * 16807) % 2147483647
        yield seed


def windows(items, size):
    window = []
    for item in items:
        window.append(item)
        if len(window) == size:
            yield tuple(window)
            del window[0]


def run_lengths(items):
    previous, count = None, 0
    for item in items:
        if item == previous:
            count += 1
        else:
            if count:
                yield previous, count
            previous, count = item, 1
    if count:
        yield previous, count


def interleave(*iterables):
    iterators = [iter(i) for i in iterables]
    while iterators:
        alive = []
        for iterator in iterators:
            for item in iterator:
                yield item
                alive.append(iterator)
                break
        iterators = alive


def averager():
    total, count = 0.0, 0
    value = yield 0.0
    while value is not None:
        total += value
        count += 1
        value = yield total / count


class Tree:
    def __init__(self, low, high):
        middle = (low + high) // 2
        self.value = middle
        self.left = Tree(low, middle) if low < middle else None
        self.right = Tree(middle + 1, high) if middle + 1 < high else None

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            yield from self.right


def main(n):
    small = (x % 1000 for x in numbers(n))
    kept = (x for x in small if x & 3)
    peaks = sum(b for a, b, c in windows(kept, 3) if a < b > c)
    lengths = sum(count * value for value, count in run_lengths(x % 3 for x in numbers(n)))
    mixed = (
        sum(i * x for i, x in enumerate(interleave(range(n // 4), numbers(n // 4), (x // 2 for x in range(n // 8)))))
        % 1000003
    )
    average = averager()
    next(average)
    for x in numbers(n // 2):
        last = average.send(x / 1024)
    average.close()
    tree = Tree(0, n // 16)
    in_order = sum(i ^ x for i, x in enumerate(tree))
    return f"{peaks} {lengths} {mixed} {last:.3f} {in_order}"


if __name__ == "__main__":
    import sys

    print("checksum", main(SIZES[sys.argv[1] if len(sys.argv) > 1 else "small"]))
