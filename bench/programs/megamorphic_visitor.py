"""Visits trees of many node classes: one call site sees dozens of shapes; double dispatch and getattr by name."""

SIZES = {"small": 100, "full": 14000}


class Node:
    def children(self):
        return ()

    def accept(self, visitor):
        return getattr(visitor, "visit_" + type(self).__name__)(self)


class Number(Node):
    def __init__(self, value):
        self.value = value

    def weight(self):
        return self.value


class Name(Node):
    def __init__(self, text):
        self.text = text

    def weight(self):
        return len(self.text)


class Unary(Node):
    factor = 2

    def __init__(self, operand):
        self.operand = operand

    def children(self):
        return (self.operand,)

    def weight(self):
        return self.factor * self.operand.weight() % 10007


class Binary(Node):
    factor = 3

    def __init__(self, left, right):
        self.right = right
        self.left = left

    def children(self):
        return (self.left, self.right)

    def weight(self):
        return (self.left.weight() + self.factor * self.right.weight()) % 10007


class Many(Node):
    def __init__(self, *items):
        self.items = items

    def children(self):
        return self.items

    def weight(self):
        return sum(item.weight() for item in self.items) % 10007


UNARY = [type(f"Unary{i}", (Unary,), {"factor": i + 2}) for i in range(12)]
BINARY = [type(f"Binary{i}", (Binary,), {"factor": i * 5 + 1}) for i in range(12)]
MANY = [type(f"Many{i}", (Many,), {}) for i in range(6)]


class Printer:
    def __getattr__(self, name):
        if name.startswith("visit_Unary"):
            return lambda node: name[11:] + "(" + node.operand.accept(self) + ")"
        if name.startswith("visit_Binary"):
            return lambda node: "(" + node.left.accept(self) + name[12:] + node.right.accept(self) + ")"
        if name.startswith("visit_Many"):
            return lambda node: "[" + ",".join(item.accept(self) for item in node.items) + "]"
        raise AttributeError(name)

    def visit_Number(self, node):
        return str(node.value)

    def visit_Name(self, node):
        return node.text


class Depth:
    def of(self, node):
        return 1 + max((self.of(child) for child in node.children()), default=0)


def build(seed, depth):
    seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
    choice = (seed >> 10) % 30
    if depth == 0:
        return (Number(seed >> 20) if choice & 1 else Name("n" * (choice % 7 + 1))), seed
    if choice < 12:
        operand, seed = build(seed, depth - 1)
        return UNARY[choice](operand), seed
    if choice < 24:
        left, seed = build(seed, depth - 1)
        right, seed = build(seed, depth - 1)
        return BINARY[choice - 12](left, right), seed
    items = []
    for _ in range(3):
        item, seed = build(seed, depth - 1)
        items.append(item)
    return MANY[choice - 24](*items), seed


def main(n):
    seed, total, text, depths = 7, 0, 0, 0
    printer, depth = Printer(), Depth()
    for i in range(n):
        tree, seed = build(seed, i % 7)
        for _ in range(3):
            total = (total * 17 + tree.weight()) % 1000003
        text += len(tree.accept(printer))
        depths += depth.of(tree)
    return f"{total} {text} {depths}"


if __name__ == "__main__":
    import sys

    print("checksum", main(SIZES[sys.argv[1] if len(sys.argv) > 1 else "small"]))
