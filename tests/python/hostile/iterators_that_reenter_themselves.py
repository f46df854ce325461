# Iterators, generators and library functions entered again while they run; classes and attributes that change in use.
import functools
import itertools
import json
import operator


def attempt(name, f):
    try:
        print(name, f())
    except RecursionError:
        print(name, "RecursionError")
    except Exception as e:
        print(name, type(e).__name__, e)


def generator_in_itself():
    def gen():
        yield 1
        yield next(g)

    g = gen()
    return list(g)


def generator_closes_itself():
    def gen():
        yield 1
        g.close()
        yield 2

    g = gen()
    return list(g)


def generator_throws_into_itself():
    def gen():
        yield 1
        g.throw(KeyError)

    g = gen()
    return list(g)


def generator_refuses_to_close():
    def gen():
        while True:
            try:
                yield 1
            except GeneratorExit:
                pass

    g = gen()
    next(g)
    try:
        g.close()
    finally:
        g = None


def generator_refuses_to_start():
    for error in (StopIteration, KeyError):
        g = (_ for _ in ())
        try:
            g.throw(error)
        except Exception as e:
            print(type(e).__name__, e, list(g))


def yield_from_itself():
    def gen():
        yield from g

    g = gen()
    return list(g)


def map_reenters():
    def f(x):
        return next(m, "end")

    m = map(f, [1, 2, 3, 4])
    return list(m)


def filter_reenters():
    f = filter(lambda x: next(f, None), range(6))
    return list(f)


def zip_reenters():
    def gen():
        yield 1
        yield next(z, "none")

    z = zip(gen(), "abc")
    return list(z)


def chain_reenters():
    def gen():
        yield [1]
        yield [next(c, "end")]

    c = itertools.chain.from_iterable(gen())
    return list(c)


def takewhile_reenters():
    t = itertools.takewhile(lambda x: next(t, 0) >= 0, range(8))
    return list(t)


def dropwhile_reenters():
    t = itertools.dropwhile(lambda x: x < 2 and next(t, None) is None, range(4))
    return list(t)[:2]


def accumulate_reenters():
    t = itertools.accumulate(range(8), lambda a, b: a + b + (next(t, 0) if b < 3 else 0))
    return len(list(t)) > 0


def groupby_reenters():
    def key(x):
        if x == 2:
            return next(g, ("k", None))[0]
        return x // 3

    g = itertools.groupby(range(10), key)
    return [k for k, _ in g] != []


def starmap_shrinks():
    a = [(1, 2), (3, 4), (5, 6)]

    def f(x, y):
        a.clear()
        return x + y

    return list(itertools.starmap(f, a))


def islice_index():
    class I:
        def __index__(self):
            raise ValueError("index")

    return list(itertools.islice([1, 2, 3], I()))


def product_grows():
    a = [1, 2]

    def gen():
        for x in a:
            if len(a) < 5:
                a.append(x)
            yield x

    return len(list(itertools.product(gen(), gen())))


def permutations_changed():
    p = itertools.permutations([1, 2, 3])
    out = []
    for x in p:
        out.append(x)
        p.__setstate__(p.__reduce__()[2] if len(p.__reduce__()) > 2 else ((0, 1, 2), (3, 2, 1)))
        if len(out) > 20:
            break
    return len(out)


def cycle_changes():
    a = [1, 2, 3]
    out = []
    for x in itertools.cycle(a):
        out.append(x)
        a.clear()
        if len(out) > 5:
            break
    return out


def enumerate_changes():
    a = [1, 2, 3, 4]
    out = []
    for i, x in enumerate(a):
        out.append((i, x))
        a.pop()
    return out


def compress_changes():
    data, selectors = [1, 2, 3, 4], [1, 1, 1, 1]

    class B:
        def __bool__(self):
            data.clear()
            return True

    selectors[1] = B()
    return list(itertools.compress(data, selectors))


def pairwise_reenters():
    def gen():
        yield 1
        yield next(p, "none")
        yield 3

    p = itertools.pairwise(gen())
    return list(p)


def reduce_changes():
    a = [1, 2, 3, 4]

    def f(x, y):
        if a:
            a.pop()
        return x + y

    return functools.reduce(f, a)


def lru_cache_reenters():
    @functools.lru_cache(maxsize=2)
    def f(n):
        if n > 0:
            f(n - 1)
            f.cache_clear()
        return n

    return f(5), f.cache_info().currsize


def lru_cache_evil_key():
    class K:
        def __hash__(self):
            return 1

        def __eq__(self, other):
            f.cache_clear()
            return False

    @functools.lru_cache(maxsize=3)
    def f(k):
        return 1

    for _ in range(10):
        f(K())
    return f.cache_info().currsize <= 3


def partial_changes_itself():
    def f(*args, **kw):
        p.__setstate__((f2, (), {}, {}))
        return args, sorted(kw)

    def f2(*args):
        return "second"

    p = functools.partial(f, 1, 2, a=3)
    return p(4), p()


def cmp_to_key_raises():
    return sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: 1 // 0))


def class_changes_in_method():
    class A:
        x = 1

        def f(self):
            self.__class__ = B
            return self.x

    class B:
        x = 2

        def f(self):
            self.__class__ = A
            return self.x

    a = A()
    return [a.f() for _ in range(5)]


def class_changes_in_loop():
    class A:
        def __iter__(self):
            return self

        def __next__(self):
            self.__class__ = B
            return "a"

    class B:
        def __iter__(self):
            return self

        def __next__(self):
            raise StopIteration

    return list(A())


def class_changes_during_comparison():
    class A:
        def __eq__(self, other):
            self.__class__ = B
            other.__class__ = B
            return NotImplemented

    class B:
        def __eq__(self, other):
            return True

    return A() == A(), A() != A()


def method_deletes_itself():
    class A:
        def f(self):
            del A.f
            return "done"

    a = A()
    out = [a.f()]
    try:
        a.f()
    except AttributeError as e:
        out.append(str(e))
    return out


def attribute_deleted_in_getattr():
    class A:
        def __getattr__(self, name):
            del A.__getattr__
            return getattr(self, name, "none")

    return A().x


def property_replaced_in_getter():
    class A:
        @property
        def p(self):
            A.p = 5
            return 1

    a = A()
    return [a.p for _ in range(3)]


def instance_dict_replaced():
    class A:
        def __init__(self):
            self.a = 1

        def f(self):
            self.__dict__ = {"b": 2}
            return self.b, hasattr(self, "a")

    a = A()
    return a.f(), a.__dict__


def instance_dict_cleared_in_repr():
    class A:
        def __repr__(self):
            holder.__dict__.clear()
            return "A"

    class H:
        pass

    holder = H()
    holder.x = A()
    holder.y = A()
    return repr(holder.__dict__), holder.__dict__


def slots_deleted():
    class A:
        __slots__ = ("x", "y")

        def __getattr__(self, name):
            return "missing"

    a = A()
    a.x = 1
    del a.x
    return a.x, a.y


def bases_change_in_call():
    class A:
        def f(self):
            return "A"

    class B:
        def f(self):
            return "B"

    class C(A):
        def g(self):
            C.__bases__ = (B,)
            return self.f()

    return C().f(), C().g()


def module_deleted_in_use():
    import sys
    import types

    m = types.ModuleType("temporary")
    sys.modules["temporary"] = m
    exec("def f():\n    import sys\n    del sys.modules['temporary']\n    globals().clear()\n    return 1", m.__dict__)
    f = m.f
    del m
    return f(), "temporary" in sys.modules


def global_deleted_in_loop():
    space = {"n": 0}
    code = "for i in range(5):\n    n += 1\n    if n == 3:\n        del n"
    try:
        exec(code, space)
    except NameError as e:
        return str(e)


def builtins_replaced():
    space = {"__builtins__": {"len": lambda x: "mine"}}
    return eval("len([])", space)


def json_list_changes():
    a = [object(), 1, 2, 3]

    def default(o):
        del a[1:]
        return 0

    return json.dumps(a, default=default)


def json_circular():
    a = []
    a.append(a)
    return json.dumps(a)


def json_hook_changes():
    seen = []

    def hook(pairs):
        seen.append(pairs)
        pairs.clear()
        return len(seen)

    return json.loads('{"a": {"b": 1}, "c": {"d": [{}]}}', object_pairs_hook=hook)


def json_key_changes():
    class S(str):
        def __str__(self):
            d.clear()
            return "s"

    d = {S("k"): 1, "l": 2}
    return json.dumps(d, sort_keys=True)


def format_changes():
    class F:
        def __format__(self, spec):
            a.clear()
            return "F"

    a = [F(), 1]
    try:
        return "{0[0]} {0[1]}".format(a)
    except IndexError as e:
        return str(e)


def percent_mapping_changes():
    class D(dict):
        def __getitem__(self, key):
            self.clear()
            return key

    return "%(a)s %(b)s" % D(a=1)


def operator_itemgetter():
    a = [1, 2, 3]

    class I:
        def __index__(self):
            a.clear()
            return 0

    return operator.itemgetter(I(), I())(a)


def with_exit_deleted():
    class C:
        def __enter__(self):
            del C.__exit__
            return self

        def __exit__(self, *a):
            return True

    with C():
        pass
    return "left"


def compare_chain_changes():
    class A:
        def __lt__(self, other):
            A.__lt__ = lambda self, other: False
            return True

    return A() < A() < A(), A() < A()


def hash_changes():
    class H:
        n = 0

        def __hash__(self):
            H.n += 1
            return H.n

    d = {}
    h = H()
    for _ in range(10):
        d[h] = 1
    return len(d), h in d


def del_resurrects():
    import gc

    kept = []

    class D:
        def __del__(self):
            kept.append(self)

    D()
    gc.collect()
    kept.clear()
    gc.collect()
    return len(kept)


def weakref_callback_changes():
    import gc
    import weakref

    class A:
        pass

    d = weakref.WeakValueDictionary()
    for i in range(10):
        a = A()
        d[i] = a
    out = [k for k in list(d)]
    a = None
    gc.collect()
    return len(out) > 0, len(d)


def super_changes():
    class A:
        def f(self):
            return "A"

    class B(A):
        def f(self):
            B.__bases__ = (C,)
            return super().f()

    class C:
        def f(self):
            return "C"

    return B().f()


def coroutine_awaits_itself():
    async def c():
        await x

    x = c()
    try:
        x.send(None)
    except RuntimeError as e:
        return str(e)


def except_group_filter_changes():
    class E(Exception):
        pass

    g = ExceptionGroup("g", [E(1), ValueError(2)])

    def f(e):
        g.__dict__["exceptions_seen"] = True
        return isinstance(e, E)

    return len(g.subgroup(f).exceptions)


def match_changes():
    class P:
        __match_args__ = ("x", "y")

        @property
        def x(self):
            P.__match_args__ = ()
            return 1

        y = 2

    match P():
        case P(1, 2):
            return "matched"
    return "not"


def star_call_changes():
    a = [1, 2, 3]

    def gen():
        a.clear()
        yield 4

    return (lambda *x: x)(*a, *gen(), *a)


def keywords_change():
    d = {"a": 1, "b": 2}

    class M:
        def keys(self):
            d.clear()
            return ["c"]

        def __getitem__(self, key):
            return 3

    return (lambda **k: sorted(k))(**d, **M(), **d)


def default_arguments_change():
    def f(a=[1], *, b=2):
        f.__defaults__ = None
        f.__kwdefaults__ = None
        return a, b

    out = [f()]
    try:
        f()
    except TypeError as e:
        out.append(str(e))
    return out


def code_changes_in_call():
    def f():
        f.__code__ = g.__code__
        return "f"

    def g():
        return "g"

    return f(), f()


for f in [v for v in list(globals().values()) if callable(v) and getattr(v, "__module__", "") == "__main__"]:
    if f.__name__ != "attempt":
        attempt(f.__name__, f)
