"""Pancake flips over all permutations: small int lists, indexing, slicing."""

SIZES = {"small": 7, "full": 10}


def main(n):
    perm = list(range(n))
    count = [0] * n
    best = checksum = 0
    r = n
    even = True
    while True:
        while r != 1:
            count[r - 1] = r
            r -= 1
        first = perm[0]
        if first:
            work = perm[:]
            flips = 0
            while first:
                work[: first + 1] = work[first::-1]
                flips += 1
                first = work[0]
            if flips > best:
                best = flips
            checksum += flips if even else -flips
        even = not even
        while True:
            if r == n:
                return f"{checksum} {best}"
            head = perm[0]
            for i in range(r):
                perm[i] = perm[i + 1]
            perm[r] = head
            count[r] -= 1
            if count[r] > 0:
                break
            r += 1


if __name__ == "__main__":
    import sys

    print("checksum", main(SIZES[sys.argv[1] if len(sys.argv) > 1 else "small"]))
