# Bounds of slices, and indices, whose __index__ changes the sequence they are for.
import array
import mmap


class Bound:
    def __init__(self, value, action):
        self.value = value
        self.action = action

    def __index__(self):
        self.action()
        return self.value


def attempt(name, f, *arguments):
    try:
        print(name, f(*arguments))
    except Exception as e:
        print(name, type(e).__name__, e)


def makers():
    yield "list", lambda: list(range(20))
    yield "bytearray", lambda: bytearray(range(20))
    yield "array", lambda: array.array("i", range(20))


def shrink(s):
    return lambda: s.__delitem__(slice(3, None))


def get_slice(s, step):
    return s[Bound(0, shrink(s)) : 18 : step], len(s)


def get_slice_stop(s, step):
    return s[19 : Bound(0, shrink(s)) : -step], len(s)


def set_slice(s, step):
    s[Bound(0, shrink(s)) : 18 : step] = s[:2]
    return s


def delete_slice(s, step):
    del s[Bound(1, shrink(s)) : Bound(18, shrink(s)) : step]
    return s


def get_item(s, step):
    return s[Bound(10, shrink(s))]


def set_item(s, step):
    s[Bound(10, shrink(s))] = 1


def set_item_value(s, step):
    s[10] = Bound(7, shrink(s))
    return type(s[10])


def delete_item(s, step):
    del s[Bound(10, shrink(s))]


def insert(s, step):
    s.insert(Bound(10, shrink(s)), 5)
    return s


def pop(s, step):
    return s.pop(Bound(10, shrink(s)))


for kind, make in makers():
    for f in (get_slice, get_slice_stop, set_slice, delete_slice):
        for step in (1, 2, 3):
            if f in (set_slice, delete_slice) and kind != "list":
                continue
            attempt(f"{kind} {f.__name__} {step}", f, make(), step)
    for f in (get_item, set_item, delete_item, insert, pop):
        attempt(f"{kind} {f.__name__}", f, make(), 1)
s = bytearray(range(20))
attempt("bytearray set_item_value", set_item_value, s, 1)


def shrinking_iterable(s):
    for i in range(3):
        if len(s):
            s.pop()
        yield i


for step in (1, None):
    s = list(range(12))

    def assign():
        s[-6:None:step] = shrinking_iterable(s)
        return s

    attempt(f"assign_iterable {step}", assign)

m = mmap.mmap(-1, 8192)
attempt("mmap get", lambda: m[Bound(0, lambda: m.resize(4096)) : 8192][:3])
attempt("mmap set", lambda: m.__setitem__(slice(Bound(0, lambda: m.resize(4096)), 4096), b"x" * 4096))
m.close()
count = 0


class Counting:
    def __index__(self):
        global count
        count += 1
        return 1


for kind, make in makers():
    s = make()
    s[Counting() :: Counting()] = s[Counting() :: Counting()]
    s[Counting()] = Counting() if kind != "list" else 1
    print(kind, count)
