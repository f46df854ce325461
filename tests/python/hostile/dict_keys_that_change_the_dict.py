# Keys whose __hash__ and __eq__ change the dict in use.
def attempt(name, f):
    try:
        print(name, f())
    except Exception as e:
        print(name, type(e).__name__, e)


class Evil:
    def __init__(self, tag, action=None):
        self.tag = tag
        self.action = action

    def __hash__(self):
        return 42

    def __eq__(self, other):
        if self.action:
            action, self.action = self.action, None
            action()
        return isinstance(other, Evil) and self.tag == other.tag

    def __repr__(self):
        return f"Evil({self.tag})"


def fresh():
    return {Evil(i): i for i in range(5)}


def lookup_clears():
    d = fresh()
    k = Evil(3)
    for key in d:
        key.action = d.clear
        break
    return d.get(k), len(d)


def lookup_grows():
    d = fresh()
    first = next(iter(d))
    first.action = lambda: d.update((i, i) for i in range(1000))
    return d.get(Evil(4)), len(d)


def store_clears():
    d = fresh()
    first = next(iter(d))
    first.action = d.clear
    d[Evil(9)] = 9
    return d


def delete_clears():
    d = fresh()
    first = next(iter(d))
    first.action = d.clear
    del d[Evil(4)]
    return d


def pop_clears():
    d = fresh()
    first = next(iter(d))
    first.action = d.clear
    return d.pop(Evil(4), "none"), d


def setdefault_clears():
    d = fresh()
    first = next(iter(d))
    first.action = d.clear
    return d.setdefault(Evil(4), "default"), d


def compare_clears():
    a = fresh()
    b = fresh()
    next(iter(b)).action = b.clear
    next(iter(a)).action = a.clear
    return a == b


def values_compare_clears():
    class V:
        def __init__(self, d):
            self.d = d

        def __eq__(self, other):
            self.d.clear()
            return True

    a = {}
    for i in range(8):
        a[i] = V(a)
    b = {i: i for i in range(8)}
    return a == b, len(a)


def update_while_changing():
    d = {}

    class K:
        def __init__(self, n):
            self.n = n

        def __hash__(self):
            return 7

        def __eq__(self, other):
            if len(source) < 20:
                source[object()] = 1
            return False

    source = {K(i): i for i in range(5)}
    target = {K(10): 0}
    target.update(source)
    return len(target)


def fromkeys_changes():
    source = {i: i for i in range(5)}

    class K(str):
        def __hash__(self):
            source[len(source)] = 1
            return 3

        __eq__ = object.__eq__

    return len(dict.fromkeys([K("a"), K("b"), K("c")])), len(source)


def iterate_and_replace():
    d = {i: i for i in range(10)}
    seen = []
    for k in d:
        seen.append(k)
        del d[k]
        d[k + 100] = 1
        if len(seen) > 40:
            break
    return seen


def items_view_changes():
    d = {i: i for i in range(10)}
    out = []
    try:
        for k, v in d.items():
            out.append(k)
            if k == 3:
                d.clear()
    except RuntimeError as e:
        out.append(str(e))
    return out


def view_and():
    d = fresh()

    class L:
        def __iter__(self):
            d.clear()
            yield Evil(1)

    return d.keys() & L()


def contains_in_items():
    d = {1: None}

    class V:
        def __eq__(self, other):
            d.clear()
            return True

    d[1] = V()
    return (1, 5) in d.items(), d


def repr_clears():
    d = {}

    class R:
        def __repr__(self):
            d.clear()
            return "R"

    for i in range(5):
        d[i] = R()
    return repr(d)


def kwargs_changes():
    def f(**kw):
        return sorted(map(str, kw))

    class S(str):
        def __eq__(self, other):
            d.clear()
            return str.__eq__(self, other)

        def __hash__(self):
            return str.__hash__(self)

    d = {S("a"): 1, S("b"): 2}
    return f(**d)


def keys_method():
    class M:
        def keys(self):
            return ["a", "b", "c"]

        def __getitem__(self, k):
            target.clear()
            return k

    target = {"z": 1}
    target.update(M())
    return target


def popitem_in_loop():
    d = {i: i for i in range(5)}
    try:
        for k in d:
            d.popitem()
    except RuntimeError as e:
        return str(e), d


def del_in_value():
    log = []
    d = {}

    class D:
        def __del__(self):
            log.append(len(d))
            d[object()] = 1

    d[1] = D()
    d[1] = None
    import gc

    gc.collect()
    d.clear()
    return log in ([1], [])


def reversed_changes():
    d = {i: i for i in range(6)}
    out = []
    try:
        for k in reversed(d):
            out.append(k)
            if k == 3:
                d[99] = 1
    except RuntimeError as e:
        out.append(str(e))
    return out


def or_changes():
    d = fresh()
    e = fresh()
    next(iter(d)).action = e.clear
    r = d | e
    return len(r) in (5, 9)


for f in [v for v in list(globals().values()) if callable(v) and v.__module__ == "__main__"]:
    if f.__name__ not in ("attempt", "Evil", "fresh"):
        attempt(f.__name__, f)
