# deque and OrderedDict that change while they are compared, searched, iterated, printed.
from collections import Counter, OrderedDict, defaultdict, deque


def attempt(name, f):
    try:
        print(name, f())
    except Exception as e:
        print(name, type(e).__name__, e)


def eq_does(action, result=False):
    class E:
        def __eq__(self, other):
            action()
            return result

        __hash__ = None

    return E()


def deque_index():
    d = deque([0] * 10)
    d[3] = eq_does(d.clear)
    return d.index(5)


def deque_count():
    d = deque([0] * 10)
    d[3] = eq_does(d.clear)
    return d.count(5)


def deque_remove():
    d = deque([0] * 10)
    d[3] = eq_does(d.clear)
    d.remove(5)


def deque_remove_true():
    d = deque([0] * 10)
    d[3] = eq_does(d.clear, True)
    d.remove(5)


def deque_contains():
    d = deque([0] * 10)
    d[3] = eq_does(lambda: d.append(1))
    return 5 in d


def deque_compare():
    d = deque([0] * 10)
    e = deque([0] * 10)
    d[0] = eq_does(lambda: (d.clear(), e.clear()), True)
    return d == e


def deque_less():
    d = deque([0] * 10)
    e = deque([0] * 10)
    d[0] = eq_does(lambda: (d.clear(), e.clear()), True)
    return d < e


def deque_iter():
    d = deque(range(10))
    for x in d:
        d.append(x)


def deque_iter_reverse():
    d = deque(range(10))
    for x in reversed(d):
        d.popleft()


def deque_extend_self():
    d = deque([1, 2, 3])
    d.extend(d)
    d.extendleft(d)
    d += d
    return d


def deque_extend_gen():
    d = deque([1, 2, 3], maxlen=4)

    def gen():
        for i in range(10):
            d.clear()
            yield i

    d.extend(gen())
    d.extendleft(gen())
    return d


def deque_repr():
    d = deque()

    class R:
        def __repr__(self):
            d.clear()
            return "R"

    d.extend([R() for _ in range(5)])
    return repr(d)


def deque_insert_index():
    d = deque(range(5))

    class I:
        def __index__(self):
            d.clear()
            return 3

    d.insert(I(), 9)
    return d


def deque_getitem_index():
    d = deque(range(5))

    class I:
        def __index__(self):
            d.clear()
            return 3

    return d[I()]


def deque_setitem_index():
    d = deque(range(5))

    class I:
        def __index__(self):
            d.clear()
            return 3

    d[I()] = 1


def deque_rotate():
    d = deque(range(5))

    class I:
        def __index__(self):
            d.clear()
            return 3

    d.rotate(I())
    return d


def deque_init():
    d = deque(range(5))

    def gen():
        d.append(1)
        yield 3
        d.clear()

    d.__init__(gen(), 2)
    return d


def deque_copy():
    class D(deque):
        def __init__(self, *a):
            super().__init__(*a)

        def __iter__(self):
            self.clear() if len(self) > 2 else None
            return iter([7])

    d = D([1, 2, 3, 4])
    return d.copy(), d


def deque_repeat():
    d = deque([1, 2])
    d *= 3
    d *= 0
    return d, deque([1], 5) * 10


def ordered_iter():
    d = OrderedDict.fromkeys(range(5))
    for k in d:
        d[k + 10] = 1


def ordered_iter_delete():
    d = OrderedDict.fromkeys(range(5))
    for k in d:
        del d[k]


def ordered_iter_move():
    d = OrderedDict.fromkeys(range(5))
    out = []
    for k in d:
        out.append(k)
        if len(out) > 20:
            break
        if k == 2:
            d.move_to_end(k)
    return out


def ordered_setitem_bypass():
    d = OrderedDict.fromkeys("abc")
    dict.__setitem__(d, "z", 1)
    return len(d)


def ordered_eq():
    d = OrderedDict()
    e = OrderedDict()
    d["a"] = eq_does(lambda: (d.clear(), e.clear()), True)
    d["b"] = 1
    e["a"] = 1
    e["b"] = 1
    return d == e


def ordered_repr():
    d = OrderedDict()

    class R:
        def __repr__(self):
            d.clear()
            return "R"

    for i in range(3):
        d[i] = R()
    return repr(d)


def ordered_popitem_in_del():
    d = OrderedDict.fromkeys(range(3))
    return d.popitem(), d.popitem(False), d.pop(5, None), d


def counter_update_changes():
    c = Counter("abc")

    class It:
        def __iter__(self):
            c.clear()
            yield "x"
            c.clear()
            yield "y"

    c.update(It())
    return c


def defaultdict_factory_changes():
    def factory():
        d[1] = "inner"
        d.clear()
        return "made"

    d = defaultdict(factory)
    return d[1], dict(d)


def defaultdict_factory_replaced():
    def factory():
        d.default_factory = None
        return 3

    d = defaultdict(factory)
    return d[1], d


for f in [v for v in list(globals().values()) if callable(v) and getattr(v, "__module__", "") == "__main__"]:
    if f.__name__ not in ("attempt", "eq_does"):
        attempt(f.__name__, f)
