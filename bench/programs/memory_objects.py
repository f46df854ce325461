"""Holds some hundred thousand small objects in a list and a linked structure while it goes on allocating."""

SIZES = {"small": 3000, "full": 400000}


class Particle:
    def __init__(self, number, kind):
        self.number = number
        self.kind = kind
        self.position = (number % 100, number // 100)
        self.next = None
        self.weight = number * 0.5


class Cell:
    __slots__ = ("value", "left", "right")

    def __init__(self, value):
        self.value, self.left, self.right = value, None, None


def insert(root, value):
    while True:
        if value < root.value:
            if root.left is None:
                root.left = Cell(value)
                return
            root = root.left
        else:
            if root.right is None:
                root.right = Cell(value)
                return
            root = root.right


def main(n):
    kinds = ["up", "down", "strange", "charm"]
    particles = [Particle(i, kinds[i & 3]) for i in range(n)]
    for a, b in zip(particles, particles[7:]):
        a.next = b
    total = 0
    node = particles[0]
    while node is not None:
        total += node.position[0] + node.weight
        node = node.next
    garbage = 0
    for i in range(n * 2):
        temporary = Particle(i, None)
        garbage += temporary.position[1] & 1
        if i % 50 == 0:
            particles[i % n] = temporary
    root, seed = Cell(1 << 29), 3
    for _ in range(n // 4):
        seed = (seed * 16807) % 2147483647
        insert(root, seed >> 1)
    depth, level = 0, [root]
    while level:
        level = [child for cell in level for child in (cell.left, cell.right) if child is not None]
        depth += 1
    return f"{total} {garbage} {sum(p.kind is None for p in particles)} {depth}"


if __name__ == "__main__":
    import sys

    print("checksum", main(SIZES[sys.argv[1] if len(sys.argv) > 1 else "small"]))
