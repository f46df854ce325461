b = b"abc"
print(list(b), tuple(b), sum(b), max(b), sorted(b, reverse=True), list(reversed(b)), [chr(x) for x in b], dict(enumerate(b)), set(b) == {97, 98, 99}, any(b"\x00"), all(b"\x01"))
it = iter(bytearray(b"xy"))
print(next(it), next(it), next(it, "end"))
x, *y = b"hey"
print(x, y, bytes(y), b"".join(bytes([i]) for i in y), bytes(map(ord, "hi")), int.from_bytes(b, "big"))
grow = bytearray(b"ab")
seen = []
for byte in grow:
    seen.append(byte)
    if len(grow) < 5:
        grow.append(byte + 1)
print(seen, grow)
