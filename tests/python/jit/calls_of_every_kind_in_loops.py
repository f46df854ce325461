# Keywords, defaults, *arguments, properties, __init__, __call__, operators and other special methods from compiled loops.
class Vector:
    __slots__ = ("x", "y")

    def __init__(self, x, y=0):
        self.x = x
        self.y = y

    def __add__(self, other):
        if not isinstance(other, Vector):
            return NotImplemented
        return Vector(self.x + other.x, self.y + other.y)

    def __radd__(self, other):
        return Vector(self.x + other, self.y)

    def __eq__(self, other):
        return self.x == other.x and self.y == other.y

    def __lt__(self, other):
        return self.length < other.length

    def __bool__(self):
        return self.x != 0

    def __len__(self):
        return 2

    def __getitem__(self, index):
        return self.x if index == 0 else self.y

    def __contains__(self, value):
        return value in (self.x, self.y)

    def __call__(self, k, *rest, scale=1):
        return (self.x + k) * scale + len(rest)

    @property
    def length(self):
        return abs(self.x) + abs(self.y)

    @classmethod
    def unit(cls):
        return cls(1)

    @staticmethod
    def twice(x):
        return 2 * x


def keywords(a, b=2, *, c=3, **others):
    return a + b * c + len(others)


def run(n):
    position = Vector(0)
    total = truths = 0
    for i in range(n):
        step = Vector(i % 5, y=i % 3)
        position = position + step
        position = 1 + position
        total += position.length + keywords(i, c=i % 4) + keywords(1, 2, d=5, e=6)
        total += step(i, scale=2) + step(i, 7, 8) + step[0] + step[1] + len(step)
        if step:
            truths += 1
        if step == Vector(4, 2) or Vector(9) < step or 3 in step:
            truths += 10
        total += Vector.unit().x + Vector.twice(i)
        total += max(i, 7, key=lambda v: -v) + sum((*step_values(step), 1))
    return position.x, position.y, total, truths


def step_values(step):
    return step.x, step.y


print(run(3000))


class Growing:
    def __getattr__(self, name):
        self.__dict__[name] = len(self.__dict__)
        return -1


def grow(n):
    things = [Growing() for _ in range(3)]
    out = 0
    for i in range(n):
        out += things[i % 3].first + things[i % 3].second
    return out


print(grow(2000))
mixed = [1, 2.5, "text", (1,), None, True, 10**20, [1]]
kinds = {}
for i in range(4000):
    value = mixed[i * 7 % 8]
    doubled = value * 2 if value is not None else "none"
    kinds[type(doubled).__name__] = kinds.get(type(doubled).__name__, 0) + (value == mixed[i % 8])
print(kinds)
