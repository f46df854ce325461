# Elements whose __hash__ and __eq__ change the set in use.
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


def fresh(n=5):
    items = [Evil(i) for i in range(n)]
    return set(items), items


def contains_clears():
    s, items = fresh()
    for i in items:
        i.action = s.clear
    return Evil(77) in s, len(s)


def add_clears():
    s, items = fresh()
    items[0].action = s.clear
    s.add(Evil(77))
    return 1 <= len(s)


def discard_clears():
    s, items = fresh()
    for i in items:
        i.action = s.clear
    s.discard(Evil(4))
    return len(s)


def remove_grows():
    s, items = fresh()
    for i in items:
        i.action = lambda: s.update(range(500))
    try:
        s.remove(Evil(77))
    except KeyError as e:
        return "KeyError", len(s)


def binary(op):
    def f():
        a, x = fresh()
        b, y = fresh()
        for i in x:
            i.action = b.clear
        for i in y:
            i.action = a.clear
        r = getattr(a, op)(b)
        return type(r).__name__

    f.__name__ = op
    return f


def update_self_iter():
    s = {1, 2, 3}

    def gen():
        for i in range(10):
            s.clear()
            yield i

    s.update(gen())
    return s


def difference_update_gen():
    s = set(range(20))

    def gen():
        for i in range(10):
            s.add(i + 100)
            yield i

    s.difference_update(gen())
    return len(s)


def intersection_update_gen():
    s = set(range(20))

    def gen():
        for i in range(10):
            s.clear()
            yield i

    s.intersection_update(gen())
    return s


def iterate_and_add():
    s = {0, 1, 2}
    try:
        for i in s:
            s.add(i + 10)
    except RuntimeError as e:
        return str(e)


def iterate_and_swap():
    s = set(range(10))
    n = 0
    for i in s:
        n += 1
        s.remove(i)
        s.add(("x", i))
        if n > 1000:
            break
    return n > 0


def repr_clears():
    s = set()

    class R:
        def __repr__(self):
            s.clear()
            return "R"

    s.update([R() for i in range(3)])
    return repr(s)


def frozenset_hash_reenters():
    class H:
        def __hash__(self):
            return hash(frozenset([1, 2, 3]))

    return isinstance(hash(frozenset([H(), H()])), int)


def pop_while_iterating():
    s = set(range(5))
    try:
        for i in s:
            s.pop()
    except RuntimeError as e:
        return str(e)


tests = [contains_clears, add_clears, discard_clears, remove_grows, update_self_iter, difference_update_gen,
         intersection_update_gen, iterate_and_add, iterate_and_swap, repr_clears, frozenset_hash_reenters,
         pop_while_iterating]
for op in ("__and__", "__or__", "__sub__", "__xor__", "issubset", "issuperset", "isdisjoint", "intersection", "union",
           "difference", "symmetric_difference", "update", "intersection_update", "difference_update",
           "symmetric_difference_update", "__iand__", "__isub__", "__ixor__", "__ior__"):
    tests.append(binary(op))
for f in tests:
    attempt(f.__name__, f)
a, x = fresh()
b, y = fresh()
for i in x + y:
    i.action = a.clear
print((a == b) in (True, False), (a <= b) in (True, False))
