import struct
from struct import pack, unpack, calcsize
for fmt, args in [("b", (-1,)), ("B", (255,)), ("<h", (-2,)), (">H", (65535,)), ("<i", (1,)), (">I", (2**32 - 1,)), ("<q", (-2**63,)), ("<Q", (2**64 - 1,)), ("<f", (1.5,)), (">d", (-2.25,)), ("<e", (0.5,)), ("?", (True,)), ("c", (b"x",)), ("5s", (b"abc",)), ("2s", (b"abc",)), ("3p", (b"abcd",)), ("<bhi", (1, 2, 3)), ("@bhi", (1, 2, 3)), ("3x", ()), ("<2h", (1, 2)), ("n", (5,)), ("P", (0,)), (">3sxH", (b"abc", 7)), ("0s", (b"",)), ("", ())]:
    data = pack(fmt, *args)
    print(fmt, data, unpack(fmt, data), calcsize(fmt))
s = struct.Struct("<HI")
b = bytearray(10)
s.pack_into(b, 2, 1, 2)
print(b, s.unpack_from(b, 2), s.size, s.format, list(s.iter_unpack(bytes(12))), struct.unpack("<2B", b"\x01\x02"))
def error(f):
    try: print(f())
    except Exception as x: print(type(x).__name__ + ":", x)
for f in [lambda: pack("b", 128), lambda: pack("B", -1), lambda: pack("h", 40000), lambda: pack("i", "a"), lambda: pack("i", 1.5), lambda: pack("i"), lambda: pack("i", 1, 2), lambda: pack("y", 1), lambda: unpack("i", b"abc"), lambda: pack("c", "x"), lambda: pack("c", b"xy"), lambda: pack("s", "a"), lambda: unpack("i", "abcd"), lambda: calcsize("5"), lambda: pack("f", 1e100), lambda: pack("Q", 2**64), lambda: pack("<n", 1), lambda: struct.unpack_from("i", b"abcde", 3), lambda: struct.pack_into("i", b, 8, 1), lambda: list(struct.iter_unpack("i", b"abc")), lambda: pack("e", 1e6), lambda: pack(5, 1)]:
    error(f)
