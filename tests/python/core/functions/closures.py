def counter(start=0):
    count = start
    def increment(by=1):
        nonlocal count
        count += by
        return count
    def get():
        return count
    return increment, get

inc, get = counter(10)
inc2, get2 = counter()
print(inc(), inc(5), get(), inc2(), get2(), get())
functions = []
for i in range(3):
    functions.append(lambda: i)
print([f() for f in functions])
functions = [(lambda j: lambda: j)(i) for i in range(3)]
print([f() for f in functions])
def outer():
    x = "outer"
    def middle():
        def inner():
            return x
        return inner
    f = middle()
    x = "changed"
    return f
print(outer()(), outer.__closure__, outer().__closure__[0].cell_contents, outer().__code__.co_freevars)
def compose(*fs):
    def composed(x):
        for f in reversed(fs):
            x = f(x)
        return x
    return composed
print(compose(str, lambda x: x * 2, abs)(-21), (lambda x: lambda y: lambda z: x + y + z)(1)(2)(3))
def make():
    def fact(n):
        return 1 if n < 2 else n * fact(n - 1)
    return fact
print(make()(20))
