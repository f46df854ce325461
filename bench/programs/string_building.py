"""Builds long texts: by +=, by join, by slices and by formatting."""

SIZES = {"small": 8000, "full": 1000000}


def by_appending(n):
    text = ""
    for i in range(n):
        text += str(i & 255)
        text += ","
    return text


def by_prepending_in_blocks(n):
    text = ""
    for i in range(n // 64):
        block = ""
        for j in range(64):
            block = chr(97 + (i + j) % 26) + block
        text += block
    return text


def by_joining(n):
    parts = []
    for i in range(n):
        parts.append("%d:%s" % (i, "x" * (i % 5)))
        if i % 3 == 0:
            parts.append(f"[{i:04x}|{i / 7:.2f}]")
    return ";".join(parts)


def escape(text):
    out = []
    for c in text:
        if c == ",":
            out.append("&comma;")
        elif c == "1":
            out.append("&one;")
        else:
            out.append(c)
    return "".join(out)


def digest(text):
    value = 7
    for i in range(0, len(text), 17):
        value = (value * 31 + ord(text[i])) % 1000000007
    return value


def main(n):
    a, b, c = by_appending(n), by_prepending_in_blocks(n), by_joining(n)
    d = escape(a)
    e = a.replace("25", "").upper() + b[::-1].title()
    return f"{len(a)} {len(b)} {len(c)} {len(d)} {digest(a)} {digest(b)} {digest(c)} {digest(d)} {digest(e)}"


if __name__ == "__main__":
    import sys

    print("checksum", main(SIZES[sys.argv[1] if len(sys.argv) > 1 else "small"]))
