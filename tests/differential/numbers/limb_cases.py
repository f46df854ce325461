"""Cases for limbs.h and number_hash.h."""

import math
import operator
import sys

from encode import double, double_argument, integer, random_double, random_integer


def to_bytes_answer(value, count, order, signed):
    try:
        return value.to_bytes(count, order, signed=signed).hex()
    except OverflowError as error:
        return "negative" if "negative" in str(error) else "too big"


def true_divide_answer(a, b):
    try:
        return double(a / b)
    except OverflowError:
        return "too large"


def to_double_answer(a):
    try:
        return double(float(a))
    except OverflowError:
        return "too large"


def digits_in(value, base):
    if base == 10:
        return str(value)
    sign = "-" if value < 0 else ""
    value = abs(value)
    digits = ""
    while value:
        value, digit = divmod(value, base)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return sign + (digits or "0")


def half_even_steps(random, value):
    """A value near a tie of rounding to doubles."""
    bits = random.randrange(54, 1100)
    value = random.getrandbits(54) | 1 << 53
    return (value << (bits - 54)) + random.choice([0, 0, 1, -1, 1 << random.randrange(bits - 53)])


def cases(random, rounds):
    sys.set_int_max_str_digits(0)
    binary = {
        "add": operator.add, "subtract": operator.sub, "multiply": operator.mul, "and": operator.and_,
        "or": operator.or_, "xor": operator.xor, "gcd": math.gcd,
    }
    dividing = {"floor_divide": operator.floordiv, "floor_remainder": operator.mod}
    for _ in range(rounds):
        a, b = random_integer(random), random_integer(random)
        if random.random() < 0.1:
            b = random.choice([a, -a, a + 1, a - 1])
        x, y = integer(a), integer(b)
        for name, function in binary.items():
            yield name, [x, y], integer(function(a, b))
        yield "square", [x], integer(a * a)
        yield "compare", [x, y], str((a > b) - (a < b))
        yield "compare", [x, x], "0"
        yield "invert", [x], integer(~a)
        yield "bits", [x], f"{a.bit_length()} {a.bit_count()}"
        yield "hash", [x], str(hash(a))
        if b:
            if random.random() < 0.3:
                a *= b
                a += random.choice([0, 0, 1, -1])
                x = integer(a)
            for name, function in dividing.items():
                yield name, [x, y], integer(function(a, b))
            yield "divmod", [x, y], " ".join(map(integer, divmod(a, b)))
            yield "true_divide", [x, y], true_divide_answer(a, b)
        c = half_even_steps(random, a)
        d = random.choice([1, 2**random.randrange(1200), 3, random.getrandbits(60) | 1])
        yield "true_divide", [integer(c), integer(d)], true_divide_answer(c, d)
        yield "true_divide", [integer(d), integer(c)], true_divide_answer(d, c)
        e = 1 << random.randrange(1000, 1140)
        yield "true_divide", [integer(c >> 600), integer(e)], true_divide_answer(c >> 600, e)
        yield "to_double", [integer(c)], to_double_answer(c)
        yield "to_double", [integer(-c)], to_double_answer(-c)
        yield "to_double", [x], to_double_answer(a)
        count = random.choice([0, 1, 5, 63, 64, 65, 128, random.randrange(400), 5000])
        yield "shift_left", [x, integer(count)], integer(a << count)
        yield "shift_right", [x, integer(count)], integer(a >> count)
        small = random_integer(random, random.choice([1, 2, 10, 64, 100]))
        exponent = random.choice([0, 1, 2, 3, random.randrange(60)])
        yield "power", [integer(small), integer(exponent)], integer(small**exponent)
        places = random.randrange(30)
        yield "round_to_power_of_ten", [x, integer(places)], integer(round(a, -places))
        tie = random.choice([5, 15, 25, 50, 150, 250, 45]) * 10**places + random.choice([0, 0, 1, -1])
        yield "round_to_power_of_ten", [integer(tie), integer(places + 1)], integer(round(tie, -places - 1))
        yield "round_to_power_of_ten", [integer(-tie), integer(places + 1)], integer(round(-tie, -places - 1))
        modulus = random_integer(random, random.choice([1, 10, 64, 65, 200]))
        power = random_integer(random, random.choice([1, 10, 64, 65, 100]))
        if modulus:
            try:
                answer = integer(pow(a, power, modulus))
            except ValueError:
                answer = "not invertible"
            yield "power_modulo", [x, integer(power), integer(modulus)], answer
        yield "square_root", [integer(abs(a))], integer(math.isqrt(abs(a)))
        yield "square_root", [integer(b * b)], integer(abs(b))
        if b:
            yield "square_root", [integer(b * b - 1)], integer(math.isqrt(b * b - 1))
        f = random_double(random)
        if f == f:
            near = random.choice([a, small, int(f) + random.choice([-1, 0, 1]) if math.isfinite(f) else a])
            yield "compare_with_double", [integer(near), double_argument(f)], str((near > f) - (near < f))
            yield "hash_double", [double_argument(f)], str(hash(f))
            g = random_double(random)
            if g == g:
                yield "hash_complex", [double_argument(f), double_argument(g)], str(hash(complex(f, g)))
        if math.isfinite(f):
            yield "from_double", [double_argument(f)], integer(int(f))
        order = random.choice(["little", "big"])
        signed = random.random() < 0.6
        length = max(0, (a.bit_length() + 7) // 8 + random.choice([-1, 0, 0, 1, 2, 9]))
        kind = "signed" if signed else "unsigned"
        yield "to_bytes", [x, integer(length), order, kind], to_bytes_answer(a, length, order, signed)
        data = random.choice([random.randbytes(random.randrange(40)), b"\xff" * random.randrange(20),
                              b"\x80" + bytes(random.randrange(20)), bytes(random.randrange(20)) + b"\x80"])
        yield "from_bytes", [data.hex(), order, kind], integer(int.from_bytes(data, order, signed=signed))
        base = random.choice([2, 3, 7, 8, 10, 10, 10, 16, 32, 35, 36, random.randrange(2, 37)])
        digits = digits_in(a, base)
        yield "to_digits", [x, integer(base)], digits
        zeros = "0" * random.choice([0, 0, 1, 30])
        yield "from_digits", [zeros + digits.lstrip("-").upper(), integer(base)], integer(abs(a))
        n = random.choice([random.randrange(0, 100), random.randrange(0, 2000)])
        k = random.choice([0, 1, 2, n, random.randrange(0, n + 3), min(5, n)])
        yield "factorial", [integer(n)], integer(math.factorial(n))
        yield "combinations", [integer(n), integer(k)], integer(math.comb(n, k))
        yield "permutations", [integer(n), integer(k)], integer(math.perm(n, k))
        big = abs(a)
        k = random.randrange(6)
        if k <= big:
            yield "combinations", [integer(big), integer(k)], integer(math.comb(big, k))
            yield "permutations", [integer(big), integer(k)], integer(math.perm(big, k))
    for exponent in range(-1080, 1030):
        for value in (math.ldexp(1.0, exponent),) if exponent < 1024 else ():
            yield "hash_double", [double_argument(value)], str(hash(value))
            yield "hash_double", [double_argument(-value)], str(hash(-value))
    for bits in (20_000, 100_000):
        a, b = random.getrandbits(bits) | 1 << bits, random.getrandbits(bits // 2)
        yield "multiply", [integer(a), integer(b)], integer(a * b)
        yield "divmod", [integer(a), integer(b)], " ".join(map(integer, divmod(a, b)))
        yield "to_digits", [integer(a), integer(10)], str(a)
        yield "from_digits", [str(a), integer(10)], integer(a)
    for count in range(1, 400):
        for base in (2, 10, 36):
            digits = "0123456789abcdefghijklmnopqrstuvwxyz"[base - 1] * count
            yield "from_digits", [digits, integer(base)], integer(int(digits, base))
            yield "to_digits", [integer(int(digits, base)), integer(base)], digits
            yield "to_digits", [integer(base**count), integer(base)], "1" + "0" * count
