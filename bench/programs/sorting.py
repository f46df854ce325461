"""Sorts ints, floats, strings, tuples and objects, with keys, and by algorithms written in Python."""

SIZES = {"small": 2000, "full": 110000}


class Record:
    __slots__ = ("name", "age", "score")

    def __init__(self, name, age, score):
        self.name, self.age, self.score = name, age, score

    def __lt__(self, other):
        return (self.age, self.name) < (other.age, other.name)


def merge_sort(items):
    if len(items) < 2:
        return items
    middle = len(items) // 2
    left, right = merge_sort(items[:middle]), merge_sort(items[middle:])
    merged = []
    i = j = 0
    while i < len(left) and j < len(right):
        if right[j] < left[i]:
            merged.append(right[j])
            j += 1
        else:
            merged.append(left[i])
            i += 1
    merged.extend(left[i:])
    merged.extend(right[j:])
    return merged


def heap_sort(items):
    items = items[:]
    n = len(items)

    def sift(root, end):
        value = items[root]
        while (child := 2 * root + 1) < end:
            if child + 1 < end and items[child] < items[child + 1]:
                child += 1
            if not value < items[child]:
                break
            items[root] = items[child]
            root = child
        items[root] = value

    for root in range(n // 2 - 1, -1, -1):
        sift(root, n)
    for end in range(n - 1, 0, -1):
        items[0], items[end] = items[end], items[0]
        sift(0, end)
    return items


def quick_sort(items, low, high):
    while low < high:
        pivot = items[(low + high) // 2]
        i, j = low, high
        while i <= j:
            while items[i] < pivot:
                i += 1
            while items[j] > pivot:
                j -= 1
            if i <= j:
                items[i], items[j] = items[j], items[i]
                i += 1
                j -= 1
        if j - low < high - i:
            quick_sort(items, low, j)
            low = i
        else:
            quick_sort(items, i, high)
            high = j


def main(n):
    seed = 12345
    numbers = []
    for _ in range(n):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        numbers.append(seed >> 7)
    names = [f"name{x % 5000:05d}" for x in numbers]
    records = [Record(names[i], numbers[i] % 90, numbers[i] / 1000.0) for i in range(n)]
    by_score = sorted(records, key=lambda r: (-r.score, r.name))
    by_less_than = sorted(records)
    pairs = sorted((x % 100, name) for x, name in zip(numbers, names))
    groups = sorted(set(names), key=str.swapcase, reverse=True)
    merged = merge_sort(numbers)
    quick = numbers[:]
    quick_sort(quick, 0, n - 1)
    assert merged == quick == heap_sort(numbers) == sorted(numbers)
    numbers.sort(key=lambda x: x % 1000)
    return (
        f"{by_score[n // 2].name} {by_less_than[n // 3].name} {pairs[n // 2]} "
        f"{groups[len(groups) // 2]} {merged[n // 5]} {numbers[n // 7]}"
    )


if __name__ == "__main__":
    import sys

    print("checksum", main(SIZES[sys.argv[1] if len(sys.argv) > 1 else "small"]))
