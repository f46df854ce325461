# Elements, keys and iterators that change the list in use.
import bisect
import functools
import heapq


def attempt(name, f):
    try:
        print(name, f())
    except Exception as e:
        print(name, type(e).__name__, e)


def eq_clears(target):
    class E:
        def __eq__(self, other):
            target.clear()
            return False

        __hash__ = None

    return E()


def index():
    a = [0] * 10
    try:
        return a.index(eq_clears(a))
    except ValueError:
        return "ValueError"


def count():
    a = [0] * 10
    return a.count(eq_clears(a)), a


def remove():
    a = [0] * 10
    a.remove(eq_clears(a))


def remove_true():
    a = [1, 2, 3]

    class E:
        def __eq__(self, other):
            a.clear()
            return True

    a.remove(E())
    return a


def contains():
    a = [0] * 10
    return eq_clears(a) in a


def compare():
    a, b = [], []

    class E:
        def __eq__(self, other):
            a.clear()
            b.clear()
            return True

    a += [E() for _ in range(5)]
    b += [1] * 5
    return a == b, a < b


def sort_key_changes():
    a = [3, 1, 2]

    def key(x):
        a.append(9)
        return x

    a.sort(key=key)


def sort_lt_changes():
    a = []

    class L:
        def __lt__(self, other):
            a.append(1)
            return False

    a += [L() for _ in range(5)]
    a.sort()


def sort_sees_empty():
    seen = []
    a = [3, 1, 2]
    a.sort(key=lambda x: seen.append(len(a)) or x)
    return seen, a


def sort_cmp_raises():
    a = [3, 1, 2, 5, 4]

    def cmp(x, y):
        if x == 5:
            raise ValueError("no")
        return x - y

    try:
        a.sort(key=functools.cmp_to_key(cmp))
    except ValueError:
        pass
    return sorted(a)


def setslice_from_changing_iterator():
    a = list(range(10))

    def gen():
        for i in range(5):
            a.pop()
            yield i

    a[2:8] = gen()
    return a


def extended_slice_changing():
    a = list(range(10))

    class I:
        def __init__(self, n):
            self.n = n

        def __index__(self):
            del a[:]
            return self.n

    return a[I(0):I(8):I(2)], a


def del_index_changing():
    a = list(range(10))

    class I:
        def __index__(self):
            del a[:]
            return 5

    try:
        del a[I()]
    except IndexError as e:
        return str(e)


def set_index_changing():
    a = list(range(10))

    class I:
        def __index__(self):
            del a[:]
            return 5

    a[I()] = 1


def get_index_changing():
    a = list(range(10))

    class I:
        def __index__(self):
            del a[:]
            return 5

    return a[I()]


def setslice_index_changing():
    a = list(range(10))

    class I:
        def __index__(self):
            a.clear()
            return 5

    a[I():I()] = [1, 2, 3]
    return a


def repeat_changing():
    a = [1, 2]

    class I:
        def __index__(self):
            a.extend(range(100))
            return 3

    return len(a * I()) in (306, 6)


def insert_changing():
    a = [1, 2, 3]

    class I:
        def __index__(self):
            a.clear()
            return 2

    a.insert(I(), "x")
    return a


def pop_changing():
    a = [1, 2, 3]

    class I:
        def __index__(self):
            a.clear()
            return 2

    return a.pop(I())


def extend_self_iter():
    a = [1, 2, 3]
    it = iter(a)
    n = 0

    def gen():
        for x in it:
            a.append(x)
            if len(a) > 20:
                return
            yield x

    a.extend(gen())
    return len(a)


def extend_clears():
    a = [1, 2, 3]

    def gen():
        for i in range(10):
            a.clear()
            yield i

    a.extend(gen())
    return a


def length_hint_changes():
    a = [1, 2, 3]

    class H:
        def __iter__(self):
            return self

        def __next__(self):
            raise StopIteration

        def __length_hint__(self):
            a.clear()
            return 10

    a.extend(H())
    return a, list(H())


def huge_length_hint():
    class H:
        def __iter__(self):
            return iter([1])

        def __length_hint__(self):
            return 2**80

    try:
        return list(H())
    except OverflowError as e:
        return str(e)


def negative_length_hint():
    class H:
        def __iter__(self):
            return self

        def __next__(self):
            raise StopIteration

        def __length_hint__(self):
            return -5

    return list(H())


def repr_clears():
    a = []

    class R:
        def __repr__(self):
            a.clear()
            return "R"

    a += [R() for _ in range(4)]
    return repr(a)


def join_changes():
    a = ["a", "b"]

    class S(str):
        pass

    class It:
        def __init__(self):
            self.n = 0

        def __iter__(self):
            for x in "xyz":
                a.clear()
                yield x

    return "-".join(It())


def heap_changes():
    h = []

    class E:
        def __init__(self, n):
            self.n = n

        def __lt__(self, other):
            h.clear()
            return True

    h += [E(i) for i in range(20)]
    try:
        heapq.heapify(h)
    except (IndexError, RuntimeError) as e:
        return type(e).__name__
    return "done"


def heappush_changes():
    h = []

    class E:
        def __lt__(self, other):
            h.clear()
            return True

    h += [E() for i in range(20)]
    try:
        heapq.heappush(h, E())
    except (IndexError, RuntimeError) as e:
        return type(e).__name__
    return "done"


def heappop_changes():
    h = []

    class E:
        def __lt__(self, other):
            h.clear()
            return False

    h += [E() for i in range(20)]
    try:
        heapq.heappop(h)
    except (IndexError, RuntimeError) as e:
        return type(e).__name__
    return "done"


def nlargest_changes():
    a = list(range(30))

    def key(x):
        a.clear()
        return x

    return heapq.nlargest(3, a, key=key)


def bisect_changes():
    a = []

    class E:
        def __lt__(self, other):
            a.clear()
            return True

    a += [E() for _ in range(16)]
    try:
        return bisect.bisect_left(a, 1)
    except IndexError as e:
        return "IndexError", str(e)


def insort_changes():
    a = []

    class E:
        def __lt__(self, other):
            a.clear()
            return False

    a += [E() for _ in range(16)]
    try:
        bisect.insort(a, E())
    except IndexError as e:
        return "IndexError"
    return len(a)


def iadd_iterator_of_self():
    a = [1, 2]
    a += a
    a[:] = a
    a[1:1] = a
    return a


def unpack_changes():
    a = [1, 2, 3]

    class It:
        def __iter__(self):
            for i in range(3):
                a.clear()
                yield i

    x, y, z = It()
    return [*a, *It(), *a], x, y, z


def min_max_sum_changes():
    a = [1, 2, 3, 4]

    def key(x):
        if a:
            a.pop()
        return x

    return min(a, key=key), max([5, 6], key=key), a


def sum_changes():
    a = []

    class S:
        def __radd__(self, other):
            a.clear()
            return other + 1

    a += [S() for _ in range(5)]
    return sum(a)


def any_all():
    a = []

    class B:
        def __bool__(self):
            a.clear()
            return False

    a += [B() for _ in range(5)]
    return any(a), a


def reversed_changes():
    a = list(range(10))
    out = []
    for x in reversed(a):
        out.append(x)
        a.clear()
    return out


def iter_setstate():
    it = iter([1, 2, 3])
    it.__setstate__(10**6)
    return list(it)


def tuple_from_changing():
    a = list(range(5))

    class It:
        def __iter__(self):
            while a:
                yield a.pop()

        def __length_hint__(self):
            a.pop()
            return 100

    return tuple(It())


for f in [v for v in list(globals().values()) if callable(v) and getattr(v, "__module__", "") == "__main__"]:
    if f.__name__ not in ("attempt", "eq_clears"):
        attempt(f.__name__, f)
