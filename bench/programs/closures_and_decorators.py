"""Functions made at run time: closures with state, decorators, partial application, composition, memoising."""

import functools

SIZES = {"small": 2000, "full": 300000}


def counted(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return function(*args, **kwargs)

    wrapper.calls = 0
    return wrapper


def clamped(low, high):
    def decorate(function):
        def wrapper(x):
            value = function(x)
            return low if value < low else high if value > high else value

        return wrapper

    return decorate


def memoised(function):
    known = {}

    def wrapper(*args):
        if args not in known:
            known[args] = function(*args)
        return known[args]

    return wrapper


@counted
@clamped(-50, 5000)
def polynomial(x):
    return x * x - 40 * x + 7


@counted
def with_keywords(a, *, scale=1, offset=0):
    return a * scale + offset


@memoised
def paths(x, y):
    return 1 if x == 0 or y == 0 else paths(x - 1, y) + paths(x, y - 1)


def make_counter(step):
    count = 0

    def increment():
        nonlocal count
        count += step
        return count

    def reset():
        nonlocal count
        count = 0

    return increment, reset


def compose(*functions):
    def composed(x):
        for function in functions:
            x = function(x)
        return x

    return composed


def curry(a):
    return lambda b: lambda c: a * b + c


def main(n):
    total = 0
    counters = [make_counter(step) for step in range(1, 6)]
    pipeline = compose(lambda x: x + 3, lambda x: x * 2, functools.partial(max, 10), lambda x: x % 997)
    for i in range(n):
        total += polynomial(i % 100)
        total += with_keywords(i % 10, scale=3, offset=i & 1)
        total += pipeline(i)
        total += curry(i % 7)(i % 5)(1)
        increment, reset = counters[i % 5]
        if increment() > 1000:
            reset()
        adders = [lambda x, k=k: x + k for k in range(3)]
        total += adders[i % 3](i) % 11
    total += paths(60, 60) % 1000003
    ranked = sorted(range(n), key=lambda x, m=n // 3: (x * 7919) % m)
    reduced = functools.reduce(
        lambda a, b: (a * 31 + b) % 1000003, map(lambda x: x ^ 5, filter(lambda x: x % 3, ranked))
    )
    return f"{total} {polynomial.calls} {with_keywords.calls} {[c[0]() for c in counters]} {reduced}"


if __name__ == "__main__":
    import sys

    print("checksum", main(SIZES[sys.argv[1] if len(sys.argv) > 1 else "small"]))
