"""Encodes and decodes JSON in pure Python: recursion over types, character loops, string building."""

SIZES = {"small": 60, "full": 4000}

ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def encode(value):
    out = []
    write(value, out.append)
    return "".join(out)


def write_string(text, put):
    put('"')
    start = 0
    for i, c in enumerate(text):
        if c in ESCAPES:
            put(text[start:i])
            put(ESCAPES[c])
            start = i + 1
    put(text[start:])
    put('"')


def write(value, put):
    if value is None:
        put("null")
    elif value is True:
        put("true")
    elif value is False:
        put("false")
    elif isinstance(value, str):
        write_string(value, put)
    elif isinstance(value, (int, float)):
        put(repr(value))
    elif isinstance(value, dict):
        put("{")
        first = True
        for key, item in value.items():
            if first:
                first = False
            else:
                put(",")
            write_string(key, put)
            put(":")
            write(item, put)
        put("}")
    elif isinstance(value, (list, tuple)):
        put("[")
        for i, item in enumerate(value):
            if i:
                put(",")
            write(item, put)
        put("]")
    else:
        raise TypeError(type(value).__name__)


class Decoder:
    def __init__(self, text):
        self.text = text
        self.at = 0

    def skip(self):
        text = self.text
        while text[self.at] in " \n\t":
            self.at += 1
        return text[self.at]

    def expect(self, c):
        if self.skip() != c:
            raise ValueError(f"expected {c} at {self.at}")
        self.at += 1

    def value(self):
        c = self.skip()
        if c == "{":
            return self.object()
        if c == "[":
            return self.array()
        if c == '"':
            return self.string()
        for word, meaning in (("null", None), ("true", True), ("false", False)):
            if self.text.startswith(word, self.at):
                self.at += len(word)
                return meaning
        return self.number()

    def object(self):
        self.expect("{")
        result = {}
        if self.skip() == "}":
            self.at += 1
            return result
        while True:
            self.skip()
            key = self.string()
            self.expect(":")
            result[key] = self.value()
            if self.skip() == "}":
                self.at += 1
                return result
            self.expect(",")

    def array(self):
        self.expect("[")
        result = []
        if self.skip() == "]":
            self.at += 1
            return result
        while True:
            result.append(self.value())
            if self.skip() == "]":
                self.at += 1
                return result
            self.expect(",")

    def string(self):
        self.expect('"')
        text, start = self.text, self.at
        parts = []
        while True:
            c = text[self.at]
            if c == '"':
                parts.append(text[start : self.at])
                self.at += 1
                return "".join(parts)
            if c == "\\":
                parts.append(text[start : self.at])
                escaped = text[self.at + 1]
                parts.append({"n": "\n", "t": "\t", "r": "\r"}.get(escaped, escaped))
                self.at += 2
                start = self.at
            else:
                self.at += 1

    def number(self):
        text, start = self.text, self.at
        while self.at < len(text) and text[self.at] in "+-0123456789.eE":
            self.at += 1
        word = text[start : self.at]
        return int(word) if word.lstrip("-").isdigit() else float(word)


def make_document(n):
    return [
        {
            "id": i,
            "name": f'user {i}\t"{i * 7 % 100}"',
            "tags": ["a" * (i % 4), "line\nbreak", None, True],
            "scores": [i / 8, -i, i * 1000003, 1e-3 * i],
            "nested": {"left": {"depth": i % 5}, "right": [[], {}, [i]]},
            "active": i % 3 == 0,
        }
        for i in range(n)
    ]


def main(n):
    document = make_document(n)
    total = 0
    for _ in range(3):
        text = encode(document)
        document = Decoder(text).value()
        total += len(text)
    return f"{total} {document[-1]['name']!r} {sum(d['scores'][2] for d in document)} {encode(document) == text}"


if __name__ == "__main__":
    import sys

    print("checksum", main(SIZES[sys.argv[1] if len(sys.argv) > 1 else "small"]))
