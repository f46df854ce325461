"""Cases for format_spec.h and printf_format.h."""

import itertools
import sys

from encode import double_argument, integer, random_double, random_integer, text


def answer(function, *arguments):
    try:
        return "text " + text(function(*arguments))
    except (ValueError, OverflowError) as error:
        return type(error).__name__ + " " + text(str(error))


def random_spec(random, types):
    parts = [
        random.choice(["", "", "<", ">", "^", "=", "x<", "0>", "é^", "*=", "\U0001f600>", "=="]),
        random.choice(["", "", "+", "-", " "]),
        random.choice(["", "", "", "z"]),
        random.choice(["", "", "#"]),
        random.choice(["", "", "0"]),
        random.choice(["", "", "1", "5", "8", "10", "13", "20", "33", "\u0663"]),
        random.choice(["", "", "", ",", "_"]),
        random.choice(["", "", ".0", ".1", ".2", ".3", ".6", ".10", ".17", ".25", ".100", ".400", "."]),
        random.choice(types),
    ]
    if random.random() < 0.1:
        random.shuffle(parts)
    return "".join(parts)


TYPES = {
    "int": ["", "d", "d", "b", "o", "x", "X", "c", "n", "e", "f", "g", "%", "s"],
    "float": ["", "", "e", "E", "f", "f", "F", "g", "g", "G", "n", "%", "d", "x"],
    "complex": ["", "", "e", "E", "f", "f", "F", "g", "g", "G", "n", "%", "d"],
    "str": ["", "", "s", "s", "d"],
}


def random_value(random, kind):
    if kind == "int":
        return random.choice([random_integer(random), random_integer(random, 10), random.randrange(-5, 1200000)])
    if kind == "float":
        return random.choice([random_double(random), random.uniform(-1e6, 1e6), random.randrange(-9, 9) * 1e-3, -0.0])
    if kind == "complex":
        return complex(random_value(random, "float"), random.choice([random_value(random, "float"), 0.0]))
    return random.choice(["", "a", "abcdef", "éa", "\U0001f600\u1234x"])


def arguments_of(kind, value):
    if kind == "int":
        return [kind, integer(value)]
    if kind == "float":
        return [kind, double_argument(value)]
    if kind == "complex":
        return [kind, double_argument(value.real), double_argument(value.imag)]
    return [kind, text(value)]


def grouped(digits, sizes, separator):
    """What localeconv()'s grouping means: sizes from the right, the last for ever, 127 ends grouping."""
    groups = []
    position = 0
    size = 0
    while digits:
        if position < len(sizes):
            if sizes[position] == 127:
                size = 0
            else:
                size = sizes[position]
            position += 1
        if position == len(sizes) and sizes and sizes[-1] == 127:
            size = 0
        if size == 0:
            groups.append(digits)
            break
        groups.append(digits[-size:])
        digits = digits[:-size]
    return separator.join(reversed(groups))


def cases(random, rounds):
    sys.set_int_max_str_digits(4300)
    samples = {"int": [0, 5, -1234567, 65, 10**30], "float": [0.0, -0.0, 5.5, -1234567.891, float("inf"), 1e22],
               "complex": [5j, 1 + 2j, -1.5 - 0j], "str": ["", "text"]}
    fixed = ["zz", "z", "#", "+", " ", "-", "=", "0", "010", "<010", ",", "_", ",_", "_,", "__", ",,", ".", ".3x", "y",
             "\x01", "é", "\u0663", "5xx", ",c", "_x", ",x", ",s", "_b", "_n", "9" * 20, "." + "9" * 20,
             ".2147483648f", ".2147483648", "0=10", "x0=10", "=10", "é^10", "+c", "#c", "zc", ".1d", "n", "%", "_%",
             "é>", "d\x00", "\x7f", "\U0001f600", "20_", "_\x7f", ", ", ",\u0663", "10 ", "z+", "+z#08,.3f", "=5c",
             "05c", "9223372036854775807d", "9223372036854775808d"]
    for spec in fixed:
        for kind, values in samples.items():
            for value in values:
                if spec == "9223372036854775807d":
                    continue
                yield "format", [*arguments_of(kind, value), text(spec)], answer(format, value, spec)
    for value in (-1, 0x10FFFF, 0x110000, 2**64, 10**400):
        for spec in ("c", "e", ",d"):
            yield "format", ["int", integer(value), text(spec)], answer(format, value, spec)
    yield "format", ["int", integer(10**4300), text("d")], answer(format, 10**4300, "d")
    yield "format", ["int", integer(10**4300), text("x")], answer(format, 10**4300, "x")
    for width, digits in itertools.product(range(14), range(1, 9)):
        for spec in ("0%d,d", "0%d_x", "#0%d_x", "+0%d,d", "0%d,.1f", ">0%d,d", "*=%d,d"):
            value = float("1" * digits) if "f" in spec else int("1" * digits)
            kind = "float" if "f" in spec else "int"
            yield "format", [*arguments_of(kind, value), text(spec % width)], answer(format, value, spec % width)
    for _ in range(rounds * 10):
        kind = random.choice(list(TYPES))
        value = random_value(random, kind)
        spec = random_spec(random, TYPES[kind])
        if spec:
            yield "format", [*arguments_of(kind, value), text(spec)], answer(format, value, spec)
    for _ in range(rounds // 4):
        value = abs(random_integer(random, random.choice([1, 20, 60, 100])))
        sizes = random.choice([[3], [3, 2], [2, 1, 3], [3, 127], [], [127], [1]])
        separator = random.choice([" ", ".", "\u202f", "ab", ""])
        expected = "text " + text(grouped(str(value), sizes, separator))
        yield ("format_in_locale", ["int", integer(value), text(","), text(separator), bytes(sizes).hex(), text("n")],
               expected)
        number = random.randrange(10**5) + 0.5
        whole, fraction = ("%.7g" % number).split(".")
        expected = "text " + text(grouped(whole, sizes, separator) + "," + fraction)
        yield ("format_in_locale", ["float", double_argument(number), text(","), text(separator), bytes(sizes).hex(),
                                    text(".7n")], expected)
    for directive in ("%", "%5%", "%-%", "%l%", "%.3%", "%%", "a%%b", "%l", "%.", "%.5", "%#", "%hhd", "%lld", "%ld",
                      "%Lf", "%hs", "%" + "9" * 20 + "d", "%." + "9" * 20 + "d", "%.2147483648d", "%y", "%\x01", "%é",
                      "%5\u1234",
                      "%\x7f", "x%dy%%z", "%+ d", "%-05d|"):
        kind, value = {"f": ("float", -2.5), "s": ("str", "abc")}.get(directive[-1], ("int", 5))
        wanted = () if directive in ("%%", "a%%b") else (value,)
        yield "percent", [text(directive), *arguments_of(kind, value)], answer(lambda: directive % wanted)
    for _ in range(rounds * 5):
        kind = random.choice(["int", "int", "float", "float", "str"])
        value = random_value(random, kind)
        stars = []
        width = random.choice(["", "", "1", "5", "8", "12", "30", "*"])
        precision = random.choice(["", "", ".", ".0", ".1", ".3", ".7", ".20", ".60", ".*"])
        for part in (width, precision):
            if "*" in part:
                stars.append(random.choice([-12, -3, 0, 2, 9]))
        flags = "".join(random.sample("-+ #0", random.choice([0, 0, 1, 1, 2, 3])))
        conversion = random.choice({"int": "diuoxX", "float": "eEfFgG", "str": "sc"}[kind])
        if conversion == "c":
            value = random.choice("a\u1234")
        length = random.choice(["", "", "l"])
        directive = random.choice(["", "a"]) + "%" + flags + width + precision + length + conversion + "|"
        expected = answer(lambda: directive % (*stars, value))
        yield "percent", [text(directive), *arguments_of(kind, value), *map(integer, stars)], expected
