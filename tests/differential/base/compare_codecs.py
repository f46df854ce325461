# tests/differential/base/compare_codecs.py CODEC_PROBE -- do our codecs translate, object and recover as python3.11's?
#
# Run by python3.11. Feeds good and bad input to every codec under every error handler and compares output, consumed
# length, and range and reason of each error. Prints the first differences; the last line is `N passed, N failed`.
import codecs
import itertools
import random
import subprocess
import sys
import warnings

TABLE = "ABC\ufffeEF\u20ac\xe9\xff\u0100zyx"
INVERTIBLE_TABLE = "\0BC\ufffeEF\u20ac\xe9\xff\u0100zyx"
MAP = codecs.charmap_build(INVERTIBLE_TABLE)
chooser = random.Random(11)
errors = []


def note(error):
    errors.append(f"{error.start}-{error.end} {error.reason};")


def log(error):
    note(error)
    return "?", error.end


def step(error):
    note(error)
    return "?", error.start + 1


codecs.register_error("log", log)
codecs.register_error("step", step)

DECODERS = {
    "utf-8": codecs.utf_8_decode,
    "utf-7": codecs.utf_7_decode,
    "utf-16-le": codecs.utf_16_le_decode,
    "utf-16-be": codecs.utf_16_be_decode,
    "utf-32-le": codecs.utf_32_le_decode,
    "utf-32-be": codecs.utf_32_be_decode,
    "ascii": lambda data, handler, final: codecs.ascii_decode(data, handler),
    "charmap": lambda data, handler, final: codecs.charmap_decode(data, handler, TABLE),
    "unicode_escape": codecs.unicode_escape_decode,
    "raw_unicode_escape": codecs.raw_unicode_escape_decode,
    "bytes_escape": lambda data, handler, final: codecs.escape_decode(data, handler),
}
ENCODERS = {
    "utf-8": codecs.utf_8_encode,
    "utf-7": codecs.utf_7_encode,
    "utf-16-le": codecs.utf_16_le_encode,
    "utf-16-be": codecs.utf_16_be_encode,
    "utf-32-le": codecs.utf_32_le_encode,
    "utf-32-be": codecs.utf_32_be_encode,
    "ascii": codecs.ascii_encode,
    "latin-1": codecs.latin_1_encode,
    "charmap": lambda text, handler: codecs.charmap_encode(text, handler, MAP),
    "unicode_escape": codecs.unicode_escape_encode,
    "raw_unicode_escape": codecs.raw_unicode_escape_encode,
    "bytes_escape": lambda text, handler: codecs.escape_encode(text.encode("latin-1")),
}
DECODE_HANDLERS = "strict", "replace", "ignore", "backslashreplace", "surrogateescape", "surrogatepass", "log", "step"
ENCODE_HANDLERS = (*DECODE_HANDLERS, "xmlcharrefreplace", "namereplace")

PIECES = {
    "utf-8": [bytes([b]) for b in b"\x00A\x7f\x80\x8f\x90\x9f\xa0\xbf\xc0\xc1\xc2\xdf\xe0\xe1\xec\xed\xee\xef\xf0\xf1"
              b"\xf3\xf4\xf5\xff"] + [c.encode() for c in "\u20ac\U0001f600\xe9"] + [b"x" * 17, b"\xed\xa0\x80"],
    "utf-7": [b"+", b"-", b"A", b"a", b"/", b"9", b"~", b"\\", b"\x80", b"+AGE-", b"+2D3eAA-", b"2D0", b"+2D0", b"3gA",
              b"AAA", b"!", b"\n", b"+-", b"++", b"\x00"],
    "utf-16-le": [b"\x00", b"\xd8", b"\xdc", b"\xdf", b"\xdb", b"A\x00", b"\xac\x20", b"\x3d\xd8\x00\xde"],
    "utf-16-be": [b"\x00", b"\xd8", b"\xdc", b"\xdf", b"\xdb", b"\x00A", b"\x20\xac", b"\xd8\x3d\xde\x00"],
    "utf-32-le": [b"\x00", b"\x01", b"A\0\0\0", b"\0\xd8\0\0", b"\xff\xff\x10\0", b"\0\0\x11\0", b"\0\xf6\1\0"],
    "utf-32-be": [b"\x00", b"\x01", b"\0\0\0A", b"\0\0\xdf\xff", b"\0\x10\xff\xff", b"\0\x11\0\0", b"\0\1\xf6\0"],
    "ascii": [b"a", b"\x7f", b"\x80", b"\xff", b"abcdefghijklmnopqrst"],
    "charmap": [bytes([b]) for b in range(16)],
    "unicode_escape": [b"\\", b"x", b"u", b"U", b"N", b"{", b"}", b"0", b"4", b"1", b"7", b"8", b"a", b"F", b"g", b"\n",
                       b"'", b"n", b"\\u20ac", b"\\U0001F600", b"\\U00110000", b"\\N{EURO SIGN}", b"\\N{NOPE}", b"\xe9",
                       b"\\777", b"\\d", b"\\N{", b"EURO SIGN", b"\\N{LF}", b"\\N{KEYCAP DIGIT ONE}"],
    "bytes_escape": [b"\\", b"x", b"0", b"4", b"7", b"8", b"a", b"F", b"g", b"\n", b"'", b"\\x", b"\\xe9", b"\\777",
                     b"\\d", b"\xe9", b"\\n"],
}
PIECES["raw_unicode_escape"] = PIECES["unicode_escape"]
CHARACTERS = ("aZ09 +-/\\~\t\n\r\x00\x7f\x80\xe9\xff\u0100\u20ac\ud7ff\ud800\udbff\udc00\udc80\udcff\udfff\ue000\uffff"
              "\U00010000\U0001f600\U0010ffffBCE!'\"(").replace("\ue000", "")


def inputs_to_decode(codec):
    pieces = PIECES[codec]
    short = [piece for piece in pieces if len(piece) == 1] if len(pieces) > 26 else pieces
    for length in range(4 if codec == "utf-8" else 3):
        for choice in itertools.product(short, repeat=length):
            yield b"".join(choice)
    for _ in range(4000):
        yield b"".join(chooser.choice(pieces) for _ in range(chooser.randrange(1, 12)))


def inputs_to_encode(codec):
    characters = [c for c in CHARACTERS if codec != "bytes_escape" or c < "\u0100"]
    for length in range(3):
        for choice in itertools.product(characters, repeat=length):
            yield "".join(choice)
    for _ in range(3000):
        yield "".join(chooser.choice(characters) for _ in range(chooser.randrange(1, 20)))
    narrow = [c for c in characters if c < "\u0100"]
    for _ in range(300):
        yield "".join(chooser.choice(narrow) for _ in range(chooser.randrange(1, 60)))


def expected_decoding(codec, handler, final, data):
    errors.clear()
    warning = ""
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            output, consumed = DECODERS[codec](data, handler, final)
        if caught:
            warning = str(caught[0].message)
    except UnicodeDecodeError as error:
        note(error)
        return "!", "".join(errors), warning
    except ValueError as error:
        return "!", str(error), warning
    if isinstance(output, bytes):
        return output.hex() + f"|{consumed}", "", warning
    return ",".join("%x" % ord(c) for c in output) + f"|{consumed}", "".join(errors), warning


def observed_decoding(codec, data, line):
    output, position, found, first_doubtful = line.split("|")
    warning = ""
    if first_doubtful != "-1":
        rest = data[int(first_doubtful):].decode("latin-1")
        kind, size = ("octal escape", 3) if "4" <= rest[0] <= "7" else ("escape", 1)
        warning = f"invalid {kind} sequence '\\{rest[:size]}'"
    if not found.endswith("!"):
        return f"{output}|{position}", found, warning
    if codec == "bytes_escape":
        place, reason = found[:-2].split(" ", 1)
        found = reason if reason.startswith("Trailing") else f"{reason} at position {place.split('-')[0]}"
        return "!", found, ""
    return "!", found[:-1], ""


def expected_encoding(codec, handler, text):
    errors.clear()
    try:
        output, consumed = ENCODERS[codec](text, handler)
    except UnicodeEncodeError as error:
        note(error)
        return "!", "".join(errors)
    return output.hex() + f"|{consumed}", "".join(errors)


def ask(probe, lines):
    answer = subprocess.run([probe], input="".join(line + "\n" for line in lines).encode(), capture_output=True)
    assert answer.returncode == 0, answer.returncode
    result = answer.stdout.decode().split("\n")[:-1]
    assert len(result) == len(lines), (len(result), len(lines))
    return result


def main(probe):
    passed = failed = 0

    def compare(case, ours, theirs):
        nonlocal passed, failed
        if ours == theirs:
            passed += 1
            return
        failed += 1
        if failed <= 20:
            print(f"{case}\n  ours   {ours}\n  python {theirs}")

    cases = []
    for codec in DECODERS:
        handlers = DECODE_HANDLERS if codec != "bytes_escape" else ("strict", "replace", "ignore")
        for data in dict.fromkeys(inputs_to_decode(codec)):
            chosen = handlers if codec != "utf-8" or len(data) < 3 else ("strict", chooser.choice(handlers))
            for handler in chosen:
                final = codec in ("ascii", "charmap", "bytes_escape") or chooser.random() < 0.7
                cases.append((codec, handler, final, data))
    lines = [f"decode {codec} {handler} {int(final)} {data.hex() or '-'}" for codec, handler, final, data in cases]
    for case, line in zip(cases, ask(probe, lines)):
        codec, handler, final, data = case
        theirs = expected_decoding(*case)
        if theirs[0] == "!":
            theirs = *theirs[:2], ""
        compare(("decode",) + case, observed_decoding(codec, data, line), theirs)

    cases = []
    for codec in ENCODERS:
        for text in dict.fromkeys(inputs_to_encode(codec)):
            for handler in ENCODE_HANDLERS:
                # An odd number of bytes from this handler is refused by the wide codecs in a way of its own.
                if not (handler == "surrogateescape" and codec.startswith(("utf-16", "utf-32"))):
                    cases.append((codec, handler, text))
    lines = [f"encode {codec} {handler} 1 " + (",".join("%x" % ord(c) for c in text) or "-")
             for codec, handler, text in cases]
    for case, line in zip(cases, ask(probe, lines)):
        output, position, found, _ = line.split("|")
        ours = ("!", found[:-1]) if found.endswith("!") else (f"{output}|{position}", found)
        theirs = expected_encoding(*case)
        compare(("encode",) + case, ours, theirs)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main(sys.argv[1]))
