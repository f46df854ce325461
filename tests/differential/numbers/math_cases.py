"""Cases for math_functions.h, exact_sum.h, complex_functions.h and mersenne_twister.h.

Functions of the C library are expected to agree to the last bit, because both sides use the same one.
"""

import cmath
import math
import operator
import random as random_module

from encode import SPECIAL_DOUBLES, double, double_argument, integer, random_double, random_integer

inf, nan = math.inf, math.nan

UNARY = ("acos acosh asin asinh atan atanh cbrt cos cosh erf erfc exp exp2 expm1 gamma lgamma log log10 log1p log2 "
         "sin sinh sqrt tan tanh ulp").split()
COMPLEX_UNARY = "acos acosh asin asinh atan atanh cos cosh exp log log10 sin sinh sqrt tan tanh".split()


def real_answer(function, *arguments):
    try:
        return double(function(*arguments))
    except ValueError:
        return "domain"
    except OverflowError:
        return "range"


def complex_answer(function, *arguments):
    try:
        z = function(*arguments)
    except (ValueError, ZeroDivisionError):
        return "domain"
    except OverflowError:
        return "range"
    return double(z.real) + " " + double(z.imag)


def power_answer(x, y):
    if x < 0 and math.isfinite(x) and math.isfinite(y) and y != math.floor(y):
        return "complex"
    try:
        result = x**y
    except ZeroDivisionError:
        return "zero"
    except OverflowError:
        return "overflow"
    return double(result)


def sum_answer(values):
    try:
        return double(math.fsum(values))
    except ValueError:
        return "infinities"
    except OverflowError:
        return "overflow"


def pair(z):
    return [double_argument(z.real), double_argument(z.imag)]


def random_part(random):
    return random.choice([
        random_double(random), random.uniform(-3, 3), random.choice(SPECIAL_DOUBLES), random.uniform(-1000, 1000),
        random.choice([0.0, -0.0, 1.0, -1.0, inf, -inf, nan, 0.5, 2.0]), 1 + random.uniform(-1e-6, 1e-6),
        random.uniform(-1, 1) * 2.0 ** random.randrange(-1074, 1023), 709.78 + random.uniform(-0.1, 0.1)])


def hypot_coordinates(random):
    count = random.choice([0, 1, 2, 2, 2, 3, 3, 5, 20])
    kind = random.randrange(6)
    if kind == 0:
        return [random_part(random) for _ in range(count)]
    exponent = random.choice([0, 0, 0, 1000, 1022, -1000, -1022, -1030, -1060, -1074])
    if kind == 1:
        return [math.ldexp(random.uniform(-1, 1), exponent) for _ in range(count)]
    if kind == 2:
        return [math.ldexp(random.uniform(-1, 1), exponent - random.randrange(60)) for _ in range(count)]
    return [random.uniform(-100, 100) for _ in range(count)]


def sum_values(random):
    kind = random.randrange(7)
    count = random.randrange(60)
    values = [random_double(random, finite=True) for _ in range(count)]
    if kind == 0:
        values = [random_part(random) for _ in range(count)]
    elif kind == 1:
        values = [random.uniform(-1, 1) * 2.0 ** random.randrange(-100, 100) for _ in range(count)]
    elif kind == 2:
        values = values + [-v for v in values]
        random.shuffle(values)
    elif kind == 3:
        values = [2.0**53, 1.0, 2.0**-100 * random.choice([-1, 0, 1])] * random.randrange(1, 4)
    elif kind == 4:
        values = [1e308, 1e308, -1e308, 1e292 * random.uniform(-10, 10)]
        random.shuffle(values)
    elif kind == 5:
        values = [random.uniform(-1, 1) for _ in range(count)]
    return values


def cases(random, rounds):
    specials = SPECIAL_DOUBLES + [-v for v in SPECIAL_DOUBLES] + [float(n) for n in range(-30, 180)]
    specials += [n + 0.5 for n in range(-180, 175)] + [171.6, 171.62437, 171.7, 1e-308, 1e-310]
    specials += [-1e-310, 5e-21, 200.5, -200.5]
    for name in UNARY:
        function = getattr(math, name)
        parts = [random_part(random) for _ in range(rounds)] + [random.uniform(-200, 200) for _ in range(rounds)]
        for x in specials + parts:
            yield "unary", [name, double_argument(x)], real_answer(function, x)
    for name in ("log", "log2", "log10"):
        function = getattr(math, name)
        for n in [0, 1, -1, 10**308, 10**309, 10**400, 2**1024, 2**1024 - 1, 2**5000, 2**1023] + [
                random_integer(random) for _ in range(rounds)]:
            yield "integer_logarithm", [name, integer(n)], real_answer(function, n)
    for name in ("pow", "fmod", "remainder", "atan2", "copysign", "nextafter"):
        function = getattr(math, name)
        edges = [(x, y) for x in SPECIAL_DOUBLES for y in SPECIAL_DOUBLES]
        for x, y in edges + [(random_part(random), random_part(random)) for _ in range(rounds)]:
            for a, b in ((x, y), (-x, y), (x, -y), (-x, -y)):
                yield "binary", [name, double_argument(a), double_argument(b)], real_answer(function, a, b)
    for _ in range(rounds * 5):
        x = random_part(random)
        y = random.choice([random_part(random), random_part(random), float(random.randrange(-9, 9))])
        yield "binary", ["power", double_argument(x), double_argument(y)], power_answer(x, y)
        if y != 0:
            yield "binary", ["divmod", double_argument(x), double_argument(y)], " ".join(map(double, divmod(x, y)))
            yield "binary", ["floor_remainder", double_argument(x), double_argument(y)], double(x % y)
        close = random.choice([y, x, x * (1 + random.uniform(-2e-9, 2e-9))])
        yield "binary", ["isclose", double_argument(x), double_argument(close)], str(math.isclose(x, close))
        exponent = random.choice([random.randrange(-2200, 2200), 2**31, -(2**31) - 1, 2**62, -(2**62)])
        yield "ldexp", [double_argument(x), integer(exponent)], real_answer(math.ldexp, x, exponent)
        coordinates = hypot_coordinates(random)
        if coordinates:
            yield "hypot", [double_argument(c) for c in coordinates], double(math.hypot(*coordinates))
            origin = [0.0] * len(coordinates)
            yield "hypot", [double_argument(c) for c in coordinates], double(math.dist(coordinates, origin))
        values = sum_values(random)
        if values:
            yield "exact_sum", [double_argument(v) for v in values], sum_answer(values)
    corners = [-inf, -1e308, -2.3, -1.0, -0.5, -1e-310, -0.0, 0.0, 1e-310, 1e-200, 0.5, 1.0, 2.3, 710.0, 1e308, inf,
               nan]
    grid = [complex(x, y) for x in corners for y in corners]
    for name in COMPLEX_UNARY:
        function = getattr(cmath, name)
        for z in grid + [complex(random_part(random), random_part(random)) for _ in range(rounds * 2)]:
            yield "complex_unary", [name, *pair(z)], complex_answer(function, z)
    for z in grid + [complex(random_part(random), random_part(random)) for _ in range(rounds * 2)]:
        # cmath.phase raises OverflowError where atan2 underflows, which is the C library's errno showing through.
        yield "complex_unary", ["phase", *pair(z)], double(math.atan2(z.imag, z.real))
        yield "complex_unary", ["abs", *pair(z)], real_answer(abs, z)
        yield "complex_unary", ["rect", *pair(z)], complex_answer(cmath.rect, z.real, z.imag)
        w = random.choice([complex(random_part(random), random_part(random)), complex(random.randrange(-110, 110), 0),
                           complex(random.uniform(-3, 3), random.uniform(-3, 3)), random.choice(grid)])
        for name, function in (("multiply", operator.mul), ("divide", operator.truediv), ("power", operator.pow),
                               ("log", cmath.log)):
            yield "complex_binary", [name, *pair(z), *pair(w)], complex_answer(function, z, w)
        w = random.choice([w, z, z * complex(1 + random.uniform(-2e-9, 2e-9), random.uniform(-2e-9, 2e-9))])
        yield "complex_binary", ["isclose", *pair(z), *pair(w)], str(cmath.isclose(z, w))
    for _ in range(rounds // 10 + 10):
        seed = random.choice([0, 1, -1, 2**32, 2**64 + 1, random_integer(random), random.getrandbits(32 * 700)])
        generator = random_module.Random(seed)
        wanted, answers = [], []
        for _ in range(random.choice([1, 5, 700])):
            if random.random() < 0.5:
                wanted.append("random")
                answers.append(double(generator.random()))
            else:
                bits = random.choice([0, 1, 31, 32, 33, 63, 64, 65, 200, random.randrange(1000)])
                wanted.append(integer(bits))
                answers.append(integer(generator.getrandbits(bits)))
        state = generator.getstate()[1]
        yield "twister", [integer(seed), *wanted], " ".join(answers) + f" {state[-1]} {state[17]}"
