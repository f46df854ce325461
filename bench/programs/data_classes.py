"""dataclasses: defaults, order, frozen keys, replace, asdict; an inventory of orders."""

from dataclasses import asdict, astuple, dataclass, field, replace

SIZES = {"small": 400, "full": 50000}


@dataclass(frozen=True)
class Key:
    region: str
    number: int


@dataclass(order=True)
class Priority:
    level: int
    serial: int
    note: str = field(default="", compare=False)


@dataclass
class Line:
    article: str
    quantity: int
    price: float = 1.5

    def total(self):
        return self.quantity * self.price


@dataclass
class Order:
    key: Key
    priority: Priority
    lines: list = field(default_factory=list)
    paid: bool = False

    def __post_init__(self):
        self.count = len(self.lines)

    def total(self):
        return sum(line.total() for line in self.lines)


@dataclass
class Point:
    x: float
    y: float

    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)


def main(n):
    orders = {}
    for i in range(n):
        lines = [Line(f"article{(i + k) % 40}", k + 1, 0.25 * (i % 9)) for k in range(i % 4)]
        order = Order(Key(("north", "south", "east")[i % 3], i // 2), Priority(i % 10, n - i), lines)
        orders[order.key] = replace(order, paid=i % 5 == 0)
    by_region = {}
    for key, order in orders.items():
        if not order.paid:
            by_region[key.region] = by_region.get(key.region, 0.0) + order.total()
    ordered = sorted(orders.values(), key=lambda o: o.priority)
    first, last = ordered[0], ordered[-1]
    equal = sum(Key("north", i) in orders for i in range(n // 2))
    position = Point(0.0, 0.0)
    for i in range(n):
        position = position + Point(i * 0.5, 1.0)
    as_dicts = sum(len(asdict(order)["lines"]) for order in ordered[: n // 8])
    return (
        f"{len(orders)} {sorted(by_region.items())} {astuple(first.priority)} {last.key} {equal} "
        f"{position} {as_dicts} {first == replace(first)}"
    )


if __name__ == "__main__":
    import sys

    print("checksum", main(SIZES[sys.argv[1] if len(sys.argv) > 1 else "small"]))
