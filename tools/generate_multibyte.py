"""Writes the tables of the East Asian multibyte encodings, as the host's Python has them.

usage: generate_multibyte.py DIRECTORY          makes base/codecs/multibyte_tables.cpp below it

For each encoding without shift states: which first bytes stand alone, what the sequences of two and three bytes mean, and where
encoding is not simply the reverse. The form of the tables is described in src/base/codecs/multibyte.h.
"""

import pathlib
import sys

ENCODINGS = (
    "gb2312 gbk gb18030 big5hkscs shift_jis cp932 euc_jp shift_jis_2004 euc_jis_2004 euc_jisx0213 shift_jisx0213 "
    "euc_kr cp949 johab big5 cp950"
).split()
SURROGATES = range(0xD800, 0xE000)
COMBINING = 0x300, 0x30A, 0x304, 0x30C, 0x309, 0x301, 0x309A, 0x2E5, 0x2E9


def decoded(encoding, data):
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        return error.reason


def meaning(encoding, data):
    """The text of one sequence, or None if it is not exactly one."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return text if len(text) == 1 or (len(text) == 2 and text not in ("", data.decode("latin-1"))) else None


class Encoding:
    def __init__(self, name):
        self.name = name
        self.first = []  # of each byte: code point | 0x80000000 illegal | 0x40000000 begins a sequence
        self.pages = {}  # prefix: {last byte: text}
        self.read()

    def read(self):
        for byte in range(256):
            one = bytes([byte])
            try:
                self.first.append(ord(one.decode(self.name)))
                continue
            except UnicodeDecodeError as error:
                self.first.append(0x40000000 if error.reason.startswith("incomplete") else 0x80000000)
            if self.first[byte] == 0x40000000:
                self.read_page(one)
                if self.name.startswith("euc_j") and byte == 0x8F:
                    for second in range(0xA1, 0xFF):
                        self.read_page(bytes([byte, second]))

    def read_page(self, prefix):
        page = {}
        for byte in range(256):
            try:
                text = (prefix + bytes([byte])).decode(self.name)
            except UnicodeDecodeError:
                continue
            page[byte] = text
        if page:
            self.pages[prefix] = page

    def reverse(self):
        """What encoding would be if it were the reverse; and where it is not: {text: bytes or b''}."""
        plain, exceptions = {}, {}
        for byte, code in enumerate(self.first):
            if code < 0x40000000:
                plain.setdefault(chr(code), bytes([byte]))
        for prefix, page in self.pages.items():
            for byte, text in page.items():
                plain.setdefault(text, prefix + bytes([byte]))
        for code in range(0x30000):
            if code in SURROGATES:
                continue
            text = chr(code)
            try:
                data = text.encode(self.name)
            except UnicodeEncodeError:
                data = b""
            if len(data) == 4 and self.name == "gb18030" or len(data) == 8:
                data = b""  # computed
            if plain.get(text, b"") != data:
                exceptions[text] = data
        return exceptions


def number(data):
    return int.from_bytes(data, "big")


def rows(values, form="{}"):
    line, out = "", []
    for value in values:
        word = form.format(value) + ","
        if len(line) + len(word) > 118:
            out.append(line)
            line = ""
        line += word
    return "\n".join(out + [line])


def gb18030_ranges():
    """(first code point, last, number of the first) of the runs that four bytes stand for in sequence."""
    ranges = []
    for code in range(0x80, 0x10000):
        if code in SURROGATES:
            continue
        data = chr(code).encode("gb18030")
        if len(data) != 4:
            continue
        linear = ((data[0] - 0x81) * 10 + data[1] - 0x30) * 1260 + (data[2] - 0x81) * 10 + data[3] - 0x30
        if ranges and ranges[-1][1] == code - 1 and ranges[-1][2] + code - ranges[-1][0] == linear:
            ranges[-1][1] = code
        else:
            ranges.append([code, code, linear])
    return ranges


def main():
    folder = pathlib.Path(sys.argv[1]) / "base" / "codecs"
    folder.mkdir(parents=True, exist_ok=True)
    out = [
        "// Made by tools/generate_multibyte.py.",
        '#include "base/codecs/multibyte.h"',
        "namespace taipan::codecs {",
        "namespace {",
    ]
    table = []
    for index, name in enumerate(ENCODINGS):
        encoding = Encoding(name)
        wide, pages, cells = [], [], []
        for prefix, page in encoding.pages.items():
            low, high = min(page), max(page)
            pages.append((number(prefix), low, high, len(cells)))
            for byte in range(low, high + 1):
                text = page.get(byte)
                if text is None:
                    cells.append(0)
                elif len(text) == 1 and ord(text) < 0x10000 and ord(text) not in SURROGATES:
                    cells.append(ord(text))
                else:
                    cells.append(0xD800 + len(wide))
                    wide.append((ord(text[0]), ord(text[1]) if len(text) > 1 else 0))
        assert len(wide) <= 0x800
        out.append(f"const uint32_t kFirst{index}[] = {{\n{rows(encoding.first, '{:#x}')}}};")
        out.append(f"const MultibytePage kPages{index}[] = {{\n{rows(pages, '{{{0[0]:#x},{0[1]},{0[2]},{0[3]}}}')}}};")
        out.append(f"const uint16_t kCells{index}[] = {{\n{rows(cells, '{:#x}')}}};")
        out.append(f"const MultibytePair kWide{index}[] = {{\n{rows(wide + [(0, 0)], '{{{0[0]:#x},{0[1]:#x}}}')}}};")
        exceptions = [(ord(text), number(data)) for text, data in sorted(encoding.reverse().items())]
        out.append(
            f"const MultibytePair kExceptions{index}[] = {{\n{rows(exceptions + [(0, 0)], '{{{0[0]:#x},{0[1]:#x}}}')}}};"
        )
        table.append(
            f'{{"{name}", kFirst{index}, kPages{index}, {len(pages)}, kCells{index}, kWide{index}, {len(wide)}, '
            f"kExceptions{index}, {len(exceptions)}}},"
        )
    ranges = gb18030_ranges()
    out += [
        "}  // namespace",
        "const MultibyteTable kMultibyteTables[] = {",
        *table,
        "};",
        f"const size_t kMultibyteTableCount = {len(ENCODINGS)};",
        f"const Gb18030Range kGb18030Ranges[] = {{\n{rows(ranges, '{{{0[0]:#x},{0[1]:#x},{0[2]}}}')}}};",
        f"const size_t kGb18030RangeCount = {len(ranges)};",
        "}  // namespace taipan::codecs",
    ]
    (folder / "multibyte_tables.cpp").write_text("\n".join(out) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
