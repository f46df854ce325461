"""Cases for integer_text.h and float_text.h."""

import math
import struct
import sys

from encode import SPECIAL_DOUBLES, double, double_argument, integer, random_double, random_integer, text


def read_integer_answer(value, base):
    try:
        return integer(int(value, base))
    except ValueError as error:
        message = str(error)
        if message.startswith("int() base"):
            return "base"
        return message if message.startswith("Exceeds") else "invalid"


def read_float_answer(value):
    try:
        return double(float(value))
    except ValueError:
        return "invalid"


def read_complex_answer(value):
    try:
        number = complex(value)
    except ValueError:
        return "invalid"
    return double(number.real) + " " + double(number.imag)


def read_hex_answer(value):
    try:
        return double(float.fromhex(value))
    except (ValueError, OverflowError) as error:
        return str(error)


def mutate(random, value, alphabet):
    value = list(value)
    for _ in range(random.choice([0, 0, 1, 1, 2, 3])):
        kind = random.randrange(3)
        at = random.randrange(len(value) + 1)
        if kind == 0:
            value.insert(at, random.choice(alphabet))
        elif kind == 1 and at < len(value):
            del value[at]
        elif at < len(value):
            value[at] = random.choice(alphabet)
    return "".join(value)


def random_integer_text(random):
    number = abs(random_integer(random, random.choice([0, 3, 8, 40, 70, 200])))
    body = random.choice(["%d" % number, "0x%x" % number, "0o%o" % number, bin(number), "%x" % number, "%X" % number,
                          f"{number:_d}", f"0x_{number:_x}", "0" * random.randrange(4) + str(number), "0B101", "0X1F"])
    value = random.choice(["", "", "-", "+", " ", "\t-", "\u2003"]) + body + random.choice(["", "", "", " ", "\n\x0b"])
    return mutate(random, value, "0123456789abcdefzxXoOB__+- \n\x1f\x00\u0663\uff11\u00a0\u2000\U0001d7d3\u00b2é")


def random_float_text(random):
    number = random_double(random)
    body = random.choice([repr(number), "%.30e" % number, "%.17g" % number, "%.3f" % random.uniform(-1e5, 1e5),
                          "%d" % random.randrange(10**6), "1_000.000_1e1_0", "inf", "-Infinity", "nan", "+NaN", "1e400",
                          "-1e-400", "0e99999999999999999999", "1" + "0" * 400 + "e-400", "." + "0" * 350 + "1e351",
                          "5.", ".5", "1e5", "1E+05", "0x10", "infinity", "179769313486231580793728971405303415e273",
                          "2.2250738585072011e-308", "2.4703282292062327e-324", "2.4703282292062328e-324",
                          "1.7976931348623158e308", "1.7976931348623159e308", "0.0", "-0"])
    value = random.choice(["", "", "-", " ", "+", "\u2003"]) + body + random.choice(["", "", "", " ", "\n"])
    return mutate(random, value, "0123456789eE.__+-infatyj() \u0663\uff11\u00a0é\x00")


def random_complex_text(random):
    def part():
        return random.choice([repr(random_double(random)), str(random.randrange(100)), "1.5e3", "inf", "nan", "",
                              "1_0"])

    body = random.choice([part() + random.choice("+-") + part() + random.choice("jJ"), part() + "j", part(),
                          repr(complex(random_double(random), random_double(random)))])
    if random.random() < 0.3:
        body = "(" + body + ")"
    value = random.choice(["", "", " ", "-", "( "]) + body + random.choice(["", "", " ", " )"])
    return mutate(random, value, "0123456789eE._+-jJinfa() \u0663\u00a0é") if random.random() < 0.4 else value


def random_hex_text(random):
    count = random.choice([1, 2, 5, 13, 14, 15, 30])
    digits = "".join(random.choice("0123456789abcdefABCDEF0000") for _ in range(count))
    if random.random() < 0.6:
        at = random.randrange(len(digits) + 1)
        digits = digits[:at] + "." + digits[at:]
    exponent = random.choice(["", "", "p0", "p+1", "P-3", "p%d" % random.randrange(-1100, 1100), "p-1074", "p1023",
                              "p99999999999999999999", "p-99999999999999999999"])
    body = random.choice(["0x", "0X", ""]) + digits + exponent
    body = random.choice([body, body, body, random_double(random).hex(), "inf", "nan", "-Infinity",
                          "0x1.fffffffffffff8p0",
                          "0x1.fffffffffffff7p1023", "0x1.fffffffffffff8p1023", "0x0.8p-1074", "0x0.80001p-1074",
                          "0x1.8p-1074", "0x1.0p1024", "0x.8p1024", "0x1fffffffffffffp-1075"])
    value = random.choice(["", "", " ", "-", "+"]) + body + random.choice(["", "", "\n"])
    return mutate(random, value, "0123456789abcdefxXpP.+- _\u0663") if random.random() < 0.4 else value


def cases(random, rounds):
    sys.set_int_max_str_digits(4300)
    fixed = ["", " ", "0", "-0", "00", "0_0", "010", "0x", "0x_", "0x_f", "0b", "0o8", "1_", "_1", "1__1", "+-1",
             "12\0",
             "\u0661\u0662", "\u2003\uff11\u2003", "9" * 4300, "9" * 4301, "0" * 4301, "-" + "9" * 5000,
             "9" * 4301 + "x",
             "9" * 2000 + "_" + "9" * 2400, "f" * 4301, "1" * 641]
    for value in fixed:
        for base in (0, 2, 8, 10, 16, 36, 1, 37, -1):
            yield "read_integer", [text(value), integer(base)], read_integer_answer(value, base)
    for value in (10**4299, 10**4300 - 1, 10**4300, -(10**4300), 10**4301, 10**5000, 2**14283, 2**14284, 2**14285,
                  10**700):
        try:
            str(value)
            answer = "written"
        except ValueError:
            answer = "refused"
        yield "write_limit", [integer(value), integer(4300)], answer
    doubles = list(SPECIAL_DOUBLES)
    for exponent in range(-1074, 1024):
        power = math.ldexp(1.0, exponent)
        doubles += [power, math.nextafter(power, 0), math.nextafter(power, math.inf)]
    for exponent in range(-323, 309):
        doubles += [float("1e%d" % exponent), float("9.5e%d" % exponent)]
        doubles.append(float("%de%d" % (random.getrandbits(53), exponent - 16)))
    doubles += [struct.unpack("<d", struct.pack("<Q", random.getrandbits(64)))[0] for _ in range(rounds * 10)]
    doubles += [random_double(random) for _ in range(rounds * 3)]
    for value in doubles:
        argument = double_argument(value)
        yield "float_repr", [argument], repr(value)
        yield "float_hex", [argument], value.hex()
        if math.isfinite(value):
            numerator, denominator = value.as_integer_ratio()
            zeros = (numerator & -numerator).bit_length() - 1 if numerator else 0
            exponent = zeros if denominator == 1 else -(denominator.bit_length() - 1)
            yield "binary_fraction", [argument], f"{numerator >> zeros} {exponent}"
            yield "round_half_even", [argument], double(math.copysign(float(round(value)), value))
            digits = random.choice([0, 1, 2, 3, random.randrange(-310, 330), random.randrange(-20, 20)])
            try:
                answer = double(round(value, digits))
            except OverflowError as error:
                answer = str(error)
            yield "round_to_digits", [argument, integer(digits)], answer
    for digits in range(-325, 330):
        for value in (1.7976931348623157e308, 5e-324, 5.0, 15.0, 25.0, 0.5, 2.675, -5000.0, 1e22):
            try:
                answer = double(round(value, digits))
            except OverflowError as error:
                answer = str(error)
            yield "round_to_digits", [double_argument(value), integer(digits)], answer
    for _ in range(rounds * 2):
        real, imaginary = random_double(random), random_double(random)
        yield "complex_repr", [double_argument(real), double_argument(imaginary)], repr(complex(real, imaginary))
        value = random_integer_text(random)
        base = random.choice([0, 0, 10, 10, 16, 8, 2, 36, random.randrange(2, 37)])
        yield "read_integer", [text(value), integer(base)], read_integer_answer(value, base)
        value = random_float_text(random)
        yield "read_float", [text(value)], read_float_answer(value)
        value = random_complex_text(random)
        yield "read_complex", [text(value)], read_complex_answer(value)
        value = random_hex_text(random)
        yield "read_float_hex", [text(value)], read_hex_answer(value)
        halfway = random.getrandbits(54) | 1
        exponent = random.randrange(-1128, 970)
        exact = halfway << exponent if exponent >= 0 else None
        if exact is None:
            # A tie with all its digits, and just beside it.
            digits = str(halfway * 5**-exponent)
            shown = digits + "e%d" % exponent
            for value in (shown, digits + "1e%d" % (exponent - 1), digits[:-1] + "4e%d" % exponent):
                yield "read_float", [text(value)], read_float_answer(value)
        else:
            yield "read_float", [text(str(exact))], read_float_answer(str(exact))
