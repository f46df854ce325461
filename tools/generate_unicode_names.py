# tools/generate_unicode_names.py DIRECTORY -- writes DIRECTORY/base/unicode/name_tables.inc.
#
# Room       Build. Run by CMake with python3.11, whose character names are what the tables hold.
# In / out   Names, aliases and named sequences; src/base/unicode/names.cpp reads the tables and explains their layout.
# Tests      tests/differential/base/compare_unicode.py
#
# `unicodedata` does not list its aliases and named sequences. Its C interface does: they have private numbers from
# U+F0000 on, and a function of that interface gives their names when asked to include them.
import ctypes
import os
import sys
import unicodedata
from collections import Counter

CODE_POINTS = 0x110000
BLOCK = 32
HASH_SLOTS = 1 << 16
EMPTY = 0xFFFF


def array(kind, name, values):
    values = list(map(str, values))
    lines = [f"constexpr {kind} {name}[{len(values)}] = {{"]
    line = " "
    for value in values:
        if len(line) + len(value) + 2 > 118:
            lines.append(line)
            line = " "
        line += f" {value},"
    lines += [line, "};", ""]
    return "\n".join(lines)


def hash_name(name):
    """Must agree with hash_name in names.cpp (FNV-1a, folded)."""
    value = 0x811C9DC5
    for byte in name.encode("ascii"):
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return (value ^ value >> 16) & (HASH_SLOTS - 1)


def private_names():
    """(name, characters) of the aliases and the named sequences."""
    get_pointer = ctypes.pythonapi.PyCapsule_GetPointer
    get_pointer.restype, get_pointer.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
    table = ctypes.cast(get_pointer(unicodedata._ucnhash_CAPI, b"unicodedata._ucnhash_CAPI"),
                        ctypes.POINTER(ctypes.c_void_p))
    get_name = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_uint32, ctypes.c_char_p, ctypes.c_int, ctypes.c_int)(table[0])
    buffer = ctypes.create_string_buffer(512)
    for code in range(0xF0000, 0xF2000):
        if get_name(code, buffer, 512, 1):
            name = buffer.value.decode("ascii")
            yield name, unicodedata.lookup(name)


def is_hangul(code):
    return 0xAC00 <= code < 0xAC00 + 11172


def main(directory):
    listed, ranges = [], []
    for code in range(CODE_POINTS):
        name = unicodedata.name(chr(code), None)
        if name is None or is_hangul(code):
            continue
        prefix = name[: -len("%X" % code)]
        # The names of unified ideographs are recognised in capitals only, with any number of leading zeros; other names
        # made of a prefix and the number are ordinary names for `lookup`, so they say which kind they are.
        if name == prefix + "%X" % code and prefix.endswith("-") and len(prefix) > 8:
            kind = int(prefix == "CJK UNIFIED IDEOGRAPH-")
            if ranges and ranges[-1][1] == code - 1 and ranges[-1][2] == prefix:
                ranges[-1][1] = code
            else:
                ranges.append([code, code, prefix, kind])
        else:
            listed.append((code, name))

    extras = sorted(private_names())
    words_of = lambda name: name.split(" ")
    counts = Counter(word for _, name in listed + [(0, name) for name, _ in extras] for word in words_of(name))
    words = [word for word, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
    numbers = {word: number for number, word in enumerate(words)}

    # Byte 0 ends a name; a byte below `first_double` is a word, another starts a word of two bytes.
    first_double = next(first for first in range(255, 0, -1) if (first - 1) + (256 - first) * 256 >= len(words))

    def encode(name):
        out = bytearray()
        for word in words_of(name):
            number = numbers[word]
            if number < first_double - 1:
                out.append(number + 1)
            else:
                high, low = divmod(number - (first_double - 1), 256)
                out += bytes([first_double + high, low])
        return out + b"\0"

    stream, blocks = bytearray(), []
    for ordinal, (code, name) in enumerate(listed):
        if not blocks or blocks[-1][0] != code // BLOCK:
            blocks.append([code // BLOCK, ordinal, len(stream), 0])
        blocks[-1][3] |= 1 << code % BLOCK
        stream += encode(name)
    extra_places = []
    for name, _ in extras:
        extra_places.append(len(stream))
        stream += encode(name)

    slots = [EMPTY] * HASH_SLOTS
    all_names = [name for _, name in listed] + [name for name, _ in extras]
    assert len(all_names) < EMPTY and max(map(len, all_names)) < 100
    for ordinal, name in enumerate(all_names):
        assert name == name.upper() and name.isascii()
        slot = hash_name(name)
        while slots[slot] != EMPTY:
            slot = (slot + 1) % HASH_SLOTS
        slots[slot] = ordinal

    word_places, letters = [], ""
    for word in words:
        word_places.append(len(letters))
        letters += word
    word_places.append(len(letters))
    letter_rows = [f'  "{letters[i : i + 110]}"' for i in range(0, len(letters), 110)]

    extra_rows = []
    for place, (_, text) in zip(extra_places, extras):
        assert 1 <= len(text) <= 4
        extra_rows.append("{%d, {%s}}" % (place, ", ".join(hex(ord(char)) for char in text.ljust(4, "\0"))))

    path = os.path.join(directory, "base", "unicode")
    os.makedirs(path, exist_ok=True)
    with open(os.path.join(path, "name_tables.inc"), "w", encoding="ascii") as file:
        file.write("\n".join([
            "// Made by tools/generate_unicode_names.py.",
            "",
            f"constexpr uint32_t kListedNames = {len(listed)};",
            f"constexpr uint8_t kFirstDouble = {first_double};",
            array("NumberedRange", "kNumberedRanges",
                  ['{%#x, %#x, "%s", %s}' % (first, last, prefix, ("false", "true")[kind])
                   for first, last, prefix, kind in ranges]),
            array("NameBlock", "kNameBlocks", ["{%#x, %d, %d, %#x}" % tuple(block) for block in blocks]),
            array("ExtraName", "kExtraNames", extra_rows),
            array("uint16_t", "kNameSlots", slots),
            array("uint8_t", "kNameStream", stream),
            array("uint32_t", "kWordPlaces", word_places),
            "constexpr char kLetters[] =",
            "\n".join(letter_rows) + ";",
            "",
        ]))


main(sys.argv[1])
