def make():
    shared = []
    def add(x): shared.append(x); return len(shared)
    def get(): return list(shared)
    def reset():
        nonlocal shared
        shared = []
    return add, get, reset
add, get, reset = make()
add(1); add(2)
print(get(), add.__closure__[0].cell_contents is get.__closure__[0].cell_contents)
reset()
print(get(), add("x"), get())
def parameters(a, b):
    def inc():
        nonlocal a
        a += b
        return a
    b *= 10
    return inc, lambda: (a, b)
inc, both = parameters(1, 2)
print(inc(), inc(), both())
def loop_cells():
    fs = []
    for i in range(3):
        def f(): return i
        fs.append(f)
        i = i * 10
    return [f() for f in fs]
print(loop_cells())
def cell_set():
    x = 1
    def f(): return x
    c = f.__closure__[0]
    c.cell_contents = 99
    r = f(), x
    del c.cell_contents
    try:
        c.cell_contents
    except ValueError as e:
        return r, str(e)
print(cell_set())
def two_levels():
    x = 0
    def a():
        def b():
            nonlocal x
            x += 1
            return x
        return b
    return a(), a()
p, q = two_levels()
print(p(), q(), p())
def argument_cells(x, *args, y=1, **kw):
    return lambda: (x, args, y, kw)
print(argument_cells(1, 2, 3, y=4, z=5)())
def except_cell():
    try:
        raise ValueError("v")
    except ValueError as e:
        f = lambda: e
        r = repr(f())
    try:
        f()
    except NameError as err:
        return r, str(err)
print(except_cell())
class K:
    v = 1
    def get(self): return (lambda: __class__.v)()
print(K().get(), K.get.__closure__[0].cell_contents is K)
