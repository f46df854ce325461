"""How arguments and answers stand on the driver's lines (see driver.h); random numbers with many edge cases."""

import math
import struct


def integer(value):
    return "%x" % value if value >= 0 else "-%x" % -value


def double(value):
    return "nan" if value != value else struct.pack(">d", value).hex()


def double_argument(value):
    return struct.pack(">d", value).hex()


def text(value):
    return ",".join("%x" % ord(c) for c in value)


def random_integer(random, bits=None):
    """Any sign; sizes and bit patterns that are likely to hit carries, limb borders and powers of two."""
    if bits is None:
        bits = random.choice([0, 1, 3, 8, 31, 32, 48, 49, 62, 63, 64, 65, 100, 127, 128, 129, 192, 256, 500, 1000,
                              3000])
        bits = max(0, bits + random.choice([-1, 0, 0, 1]))
    kind = random.randrange(6)
    if kind == 0:
        value = (1 << bits) + random.choice([-1, 0, 1])
    elif kind == 1:
        value = 0
        ones = random.random() < 0.5
        while value.bit_length() < bits:
            run = random.randrange(1, 80)
            value = value << run | (((1 << run) - 1) if ones else 0)
            ones = not ones
        value &= (1 << bits) - 1
    elif kind == 2:
        value = random.getrandbits(bits) if bits else 0
        value = value >> (bits // 2) << (bits // 2)
    else:
        value = random.getrandbits(bits) if bits else 0
    return -value if random.random() < 0.4 else value


SPECIAL_DOUBLES = [
    0.0, -0.0, 1.0, -1.0, 0.5, 1.5, 2.5, -2.5, 0.1, 1e16, 1e15, 9999999999999998.0, 1e17, 123456789012345678.0, 1e-4,
    1e-5, 0.00012345, 1e22, 1e23, 5e-324, 2.2250738585072014e-308, 2.225073858507201e-308, 1.7976931348623157e308,
    math.inf, -math.inf, math.nan, 2.0**52, 2.0**53, 2.0**53 + 2, 2.0**63, 2.0**64, -(2.0**63), 2.0**-44, math.pi,
    math.e, 1 / 3, 2 / 3, 0.3, 1e100, 1e-100, 999999.5, 9.5, 99.5, 0.05, 0.25, 0.125, 1e300, 1e-300, 4.35, 2.675,
]


def random_double(random, finite=False):
    kind = random.randrange(8)
    if kind == 0:
        value = random.choice(SPECIAL_DOUBLES)
    elif kind == 1:
        value = struct.unpack("<d", struct.pack("<Q", random.getrandbits(64)))[0]
    elif kind == 2:
        value = random.uniform(-10, 10)
    elif kind == 3:
        value = round(random.uniform(-1000, 1000), random.randrange(5))
    elif kind == 4:
        value = math.ldexp(random.choice([1, 3, 5, 7]), random.randrange(-1080, 1020))
    elif kind == 5:
        value = random.randrange(-10000, 10000) / 2 ** random.randrange(10)
    elif kind == 6:
        value = float("%de%d" % (random.randrange(1, 1000), random.randrange(-330, 306)))
    else:
        value = random.uniform(-1, 1) * 10 ** random.randrange(-20, 20)
    if finite and not math.isfinite(value):
        return random.uniform(-1e5, 1e5)
    return value
