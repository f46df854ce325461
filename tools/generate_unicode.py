# tools/generate_unicode.py DIRECTORY -- writes the Unicode property tables below DIRECTORY/base/unicode/.
#
# Room       Build. Run by CMake with python3.11, whose own view of Unicode 14.0.0 (and of 3.2.0) the tables hold.
# In / out   property_values.def gives the numbers of enumerators; out come
#              property_tables.inc        records, case mappings, numeric values (for properties.cpp)
#              normalization_tables.inc   decompositions and compositions (for normalization.cpp)
#              version_3_2_tables.inc     what was different in Unicode 3.2.0 (for version_3_2.cpp)
# Tests      tests/differential/base/compare_unicode.py compares every code point with python3.11.
#
# A property is asked for through `unicodedata` or the methods of `str`. Only the simple upper- and titlecase mappings
# have no such door; they are taken from the interpreter's C functions.
#
# input: src/base/unicode/property_values.def
import ctypes
import os
import re
import sys
import unicodedata
from unicodedata import ucd_3_2_0

CODE_POINTS = 0x110000
HERE = os.path.dirname(os.path.abspath(__file__))
DEFINITIONS = os.path.join(HERE, "..", "src", "base", "unicode", "property_values.def")


def read_rows(macro):
    """The texts of all rows of one macro of property_values.def, mapped to the position of the row."""
    with open(DEFINITIONS, encoding="utf-8") as file:
        rows = re.findall(r'^%s\(\w+, "([^"]*)"' % macro, file.read(), re.MULTILINE)
    return {text: number for number, text in enumerate(rows)}


CATEGORY = read_rows("UNICODE_CATEGORY")
BIDIRECTIONAL = read_rows("UNICODE_BIDIRECTIONAL")
WIDTH = read_rows("UNICODE_WIDTH")
FLAG = {text: 1 << number for text, number in read_rows("UNICODE_FLAG").items()}


# --- text of C++ arrays -------------------------------------------------------------------------------------------


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


def trie(name, values):
    """A two-stage table of `values`, with the block size that makes it smallest."""
    best = None
    for shift in range(4, 10):
        blocks, index = {}, []
        for start in range(0, len(values), 1 << shift):
            block = tuple(values[start : start + (1 << shift)])
            index.append(blocks.setdefault(block, len(blocks)))
        flat = [value for block in blocks for value in block]
        index_size = 1 if len(blocks) <= 256 else 2
        value_size = 1 if max(flat) <= 255 else 2
        size = len(index) * index_size + len(flat) * value_size
        if best is None or size < best[0]:
            best = size, shift, index, flat, index_size, value_size
    size, shift, index, flat, index_size, value_size = best
    assert max(flat) < 65536 and max(index) < 65536
    kinds = {1: "uint8_t", 2: "uint16_t"}
    return "\n".join([
        f"// {name}: {size} bytes.",
        f"constexpr int k{name}Shift = {shift};",
        array(kinds[index_size], f"k{name}Blocks", index),
        array(kinds[value_size], f"k{name}Values", flat),
    ])


class Pool:
    """Numbers distinct values in order of appearance."""

    def __init__(self, *first):
        self.numbers = {}
        for value in first:
            self[value]

    def __getitem__(self, value):
        return self.numbers.setdefault(value, len(self.numbers))

    def __iter__(self):
        return iter(self.numbers)


def write(directory, name, parts):
    path = os.path.join(directory, "base", "unicode")
    os.makedirs(path, exist_ok=True)
    with open(os.path.join(path, name), "w", encoding="ascii") as file:
        file.write("// Made by tools/generate_unicode.py.\n\n" + "\n".join(parts))


# --- characters ---------------------------------------------------------------------------------------------------


def simple_mapping(name):
    function = getattr(ctypes.pythonapi, name)
    function.argtypes, function.restype = [ctypes.c_uint32], ctypes.c_uint32
    return function


simple_lower = simple_mapping("_PyUnicode_ToLowercase")
simple_upper = simple_mapping("_PyUnicode_ToUppercase")
simple_title = simple_mapping("_PyUnicode_ToTitlecase")


def find_compositions():
    """(first, second) -> composite, for all pairs that form NFC joins, Hangul aside."""
    pairs = {}
    for code in range(CODE_POINTS):
        parts = unicodedata.decomposition(chr(code))
        if not parts or parts.startswith("<"):
            continue
        parts = [int(part, 16) for part in parts.split()]
        if len(parts) == 2 and unicodedata.normalize("NFC", "".join(map(chr, parts))) == chr(code):
            pairs[tuple(parts)] = code
    return pairs


def flags_of(char, composes_forward, composes_backward):
    flags = 0

    def set_if(name, condition):
        nonlocal flags
        if condition:
            flags |= FLAG[name]

    ignorable = ("A" + char + "\u03a3").lower()[-1] == "\u03c2" and (char + "\u03a3").lower()[-1] != "\u03c2"
    set_if("alpha", char.isalpha())
    set_if("decimal", char.isdecimal())
    set_if("digit", char.isdigit())
    set_if("numeric", char.isnumeric())
    set_if("space", char.isspace())
    set_if("line_break", len(("a" + char + "b").splitlines()) == 2)
    set_if("printable", char.isprintable())
    set_if("lower", char.islower())
    set_if("upper", char.isupper())
    set_if("title", char.istitle() and not char.isupper())
    set_if("cased", char.islower() or char.isupper() or char.istitle())
    set_if("case_ignorable", ignorable)
    set_if("xid_start", char.isidentifier() and char != "_")
    set_if("xid_continue", ("a" + char).isidentifier())
    set_if("mirrored", unicodedata.mirrored(char))
    for form in "NFD", "NFKD", "NFC", "NFKC":
        set_if("changes_" + form.lower(), unicodedata.normalize(form, char) != char)
    set_if("composes_forward", ord(char) in composes_forward)
    set_if("composes_backward", ord(char) in composes_backward)
    return flags


def main(directory):
    assert unicodedata.unidata_version == "14.0.0", unicodedata.unidata_version
    assert ucd_3_2_0.unidata_version == "3.2.0"

    pairs = find_compositions()
    composes_forward = {first for first, _ in pairs} | set(range(0x1100, 0x1113))
    composes_backward = {second for _, second in pairs} | set(range(0x1161, 0x1176)) | set(range(0x11A8, 0x11C3))

    numerics = Pool("0.0")
    full_cases = Pool(None)
    records = Pool()
    old_records = Pool()
    tags = Pool("")
    decompositions = Pool(())
    record_numbers, old_numbers, decomposition_numbers = [], [], []
    corrections = []
    unassigned_record = {}

    def numeric(database, char):
        value = database.numeric(char, None)
        return 0 if value is None else numerics[float(value).hex()]

    def record_of(code, char, category):
        bidirectional, width = unicodedata.bidirectional(char), unicodedata.east_asian_width(char)
        if category in ("Cn", "Co", "Cs"):
            # The comparison test proves that nothing else is known of these.
            fields = (0, CATEGORY[category], BIDIRECTIONAL[bidirectional], 0, WIDTH[width], -1, -1, 0, 0, 0, 0, 0, 0)
            return records[fields]
        full = char.lower(), char.upper(), char.title(), char.casefold()
        lower, upper, title = simple_lower(code), simple_upper(code), simple_title(code)
        special = 0
        if any(len(text) != 1 for text in full):
            special = full_cases[full]
        else:
            assert full[:3] == (chr(lower), chr(upper), chr(title)), hex(code)
        fold = ord(full[3]) if len(full[3]) == 1 else lower
        return records[(
            flags_of(char, composes_forward, composes_backward),
            CATEGORY[category],
            BIDIRECTIONAL[bidirectional],
            unicodedata.combining(char),
            WIDTH[width],
            unicodedata.decimal(char, -1),
            unicodedata.digit(char, -1),
            numeric(unicodedata, char),
            special,
            lower - code,
            upper - code,
            title - code,
            fold - code,
        )]

    for code in range(CODE_POINTS):
        char = chr(code)
        category = unicodedata.category(char)
        record_numbers.append(record_of(code, char, category))

        old_category = ucd_3_2_0.category(char)
        if old_category == "Cn" and category == "Cn":
            old_fields = (0, 0, 0, WIDTH[ucd_3_2_0.east_asian_width(char)], -1, -1, 0, 0)
            old_numbers.append(old_records[old_fields])
            decomposition_numbers.append(0)
            continue
        old_numbers.append(old_records[(
            CATEGORY[old_category],
            BIDIRECTIONAL[ucd_3_2_0.bidirectional(char)],
            ucd_3_2_0.combining(char),
            WIDTH[ucd_3_2_0.east_asian_width(char)],
            ucd_3_2_0.decimal(char, -1),
            ucd_3_2_0.digit(char, -1),
            numeric(ucd_3_2_0, char),
            int(ucd_3_2_0.mirrored(char)),
        )])

        text = unicodedata.decomposition(char)
        assert ucd_3_2_0.decomposition(char) == ("" if old_category == "Cn" else text)
        if not text:
            decomposition_numbers.append(0)
            continue
        tag, parts = "", text.split()
        if parts[0].startswith("<"):
            tag, parts = parts[0], parts[1:]
        units = "".join(chr(int(part, 16)) for part in parts).encode("utf-16-le")
        units = [int.from_bytes(units[i : i + 2], "little") for i in range(0, len(units), 2)]
        assert len(units) < 256
        decomposition_numbers.append(decompositions[(tags[tag] << 8 | len(units), *units)])
        if old_category != "Cn" and not tag:
            old_form, form = ucd_3_2_0.normalize("NFD", char), unicodedata.normalize("NFD", char)
            if len(old_form) == 1 and old_form != form:
                corrections.append((code, ord(old_form)))

    # Decompositions are found by their place in one flat array; place 0 stands for none.
    flat, places = [0], [0]
    for units in list(decompositions)[1:]:
        places.append(len(flat))
        flat += units
    decomposition_places = [places[number] for number in decomposition_numbers]

    assert all(len(text) <= 3 and max(text) < "\uffff" for row in list(full_cases)[1:] for text in row)
    full_rows = []
    for row in list(full_cases)[1:]:
        texts = ["{" + ", ".join(hex(ord(char)) for char in text.ljust(3, "\0")) + "}" for text in row]
        full_rows.append("{" + ", ".join(texts) + "}")

    def rows(pool):
        return ["{" + ", ".join(map(str, fields)) + "}" for fields in pool]

    write(directory, "property_tables.inc", [
        trie("Record", record_numbers),
        array("Record", "kRecords", rows(records)),
        array("FullCase", "kFullCases", ["{}"] + full_rows),
        array("double", "kNumericValues", numerics),
    ])
    write(directory, "normalization_tables.inc", [
        trie("Decomposition", decomposition_places),
        array("char16_t", "kDecompositions", flat),
        array("std::string_view", "kDecompositionTags", ['"%s"' % tag for tag in tags]),
        array("Composition", "kCompositions",
              ["{%#x, %#x, %#x}" % (*pair, pairs[pair]) for pair in sorted(pairs)]),
    ])
    write(directory, "version_3_2_tables.inc", [
        trie("OldRecord", old_numbers),
        array("OldRecord", "kOldRecords", rows(old_records)),
        array("Correction", "kCorrections", ["{%#x, %#x}" % pair for pair in corrections]),
    ])


main(sys.argv[1])
