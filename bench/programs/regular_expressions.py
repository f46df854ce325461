"""Searches, splits and substitutes with compiled patterns over a log-like text."""

import re

SIZES = {"small": 400, "full": 60000}

LINE = re.compile(
    r"^(\d+\.\d+\.\d+\.\d+) - (\w+) \[([^\]]+)\] \"(GET|POST|PUT) (/[^ ]*) HTTP/1\.[01]\" (\d{3}) (\d+|-)$", re.M
)
WORD = re.compile(r"\b[a-z]+\b")
HEX = re.compile(r"0x(?P<digits>[0-9a-f]+)", re.I)
QUERY = re.compile(r"[?&]([^=&]+)=([^&\s]*)")
SPLIT = re.compile(r"\s*[,;]\s*")
REPEAT = re.compile(r"(\w)\1+")


def make_log(n):
    lines = []
    for i in range(n):
        method = ("GET", "POST", "PUT")[i % 3]
        path = f"/item/{i % 97}/view?user=u{i % 13}&page={i % 7}&token=0x{i * 2654435761 % 2**32:X}"
        size = "-" if i % 11 == 0 else str(i * 37 % 5000)
        lines.append(
            f'10.{i % 256}.{i * 7 % 256}.1 - name{i % 50} [day {i % 30}; hour {i % 24}] '
            f'"{method} {path} HTTP/1.{i % 2}" {200 + i % 5 * 100} {size}'
        )
        if i % 5 == 0:
            lines.append(f"malformed {i}, aabbcc ;  xx yyy, zzzz ,w")
    return "\n".join(lines)


def main(n):
    text = make_log(n)
    status, users, total = {}, {}, 0
    for match in LINE.finditer(text):
        address, name, when, method, path, code, size = match.groups()
        status[code] = status.get(code, 0) + 1
        users[name] = users.get(name, 0) + len(address)
        if size != "-":
            total += int(size)
        query = dict(QUERY.findall(path))
        total += int(query["page"]) + int(HEX.match(query["token"])["digits"], 16) % 1000
    words = sum(len(w) for w in WORD.findall(text))
    pieces = [piece for line in text.splitlines() if line.startswith("malformed") for piece in SPLIT.split(line)]
    squeezed = REPEAT.sub(lambda m: m[1].upper(), text)
    renamed = HEX.sub(r"#\g<digits>", text)
    return (
        f"{sorted(status.items())} {sum(users.values())} {total} {words} {len(pieces)} {len(squeezed)} "
        f"{renamed.count('#')}"
    )


if __name__ == "__main__":
    import sys

    print("checksum", main(SIZES[sys.argv[1] if len(sys.argv) > 1 else "small"]))
