"""Makes classes at run time: by statements, by type(), by metaclass, with inheritance, and uses each a little."""

SIZES = {"small": 100, "full": 20000}


class Registry(type):
    known = {}

    def __new__(mcls, name, bases, namespace, **options):
        cls = super().__new__(mcls, name, bases, namespace)
        mcls.known[name] = cls
        cls.options = options
        return cls


class Base(metaclass=Registry):
    def __init_subclass__(cls, weight=1, **rest):
        super().__init_subclass__(**rest)
        cls.weight = weight

    def describe(self):
        return type(self).__name__, self.weight


class Field:
    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, instance, owner):
        return self if instance is None else getattr(instance, self.name, 0)

    def __set__(self, instance, value):
        setattr(instance, self.name, value * 2)


def by_statement(n):
    class Local:
        limit = n

        def __init__(self, value):
            self.value = value

        def test(self):
            return self.value < self.limit

        @property
        def doubled(self):
            return self.value * 2

    return Local


def make_record(name, fields):
    def __init__(self, *args):
        for field, value in zip(fields, args):
            setattr(self, field, value)

    def __eq__(self, other):
        return all(getattr(self, f) == getattr(other, f) for f in fields)

    return type(name, (), {"__init__": __init__, "__eq__": __eq__, "__slots__": tuple(fields)})


def main(n):
    total = 0
    for i in range(n):
        cls = by_statement(i % 10)
        instance = cls(5)
        total += instance.test() + instance.doubled

        record = make_record(f"Record{i % 50}", ["a", "b", "c"][: i % 3 + 1])
        total += record(1, 2, 3) == record(1, 2, 3)

        derived = Registry(f"Made{i % 100}", (Base,), {"field": Field(), "number": i}, weight=i % 4)
        made = derived()
        made.field = i
        total += made.field + made.describe()[1] + len(derived.options)

        mixin = type("Mixin", (object,), {"extra": lambda self: self.number % 7})
        both = type("Both", (mixin, derived), {})
        total += both().extra() + len(both.__mro__)
    return f"{total} {len(Registry.known)} {Base.weight if hasattr(Base, 'weight') else 'none'}"


if __name__ == "__main__":
    import sys

    print("checksum", main(SIZES[sys.argv[1] if len(sys.argv) > 1 else "small"]))
