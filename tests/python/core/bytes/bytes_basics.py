b = b"hello\x00\xff"
print(b, len(b), b[0], b[-1], b[1:3], b[::-1], list(b), b + b"x", b * 2, b"l" in b, 104 in b, 300 in range(5), b == b"hello\x00\xff", hash(b) == hash(bytes(b)))
print(b"", b"'", b'"', b"'\"", b"\\ \t\n\r", bytes(range(0, 256, 17)), b"a" b"b", rb"\x", Rb"\n", bytes([65, 66]))
print(b"a" < b"b", b"a" < b"aa", b"" < b"a", b"a" == "a", b"a" == bytearray(b"a"), b"abc" > bytearray(b"abb"), sorted([b"b", b"a", b"ab"]))
for function in [lambda: b[100], lambda: b + "x", lambda: "x" + b, lambda: b"a" < "a", lambda: 256 in b, lambda: "a" in b, lambda: b["a"], lambda: b"a" * "a",
                 lambda: b"%d" % "a", lambda: b"a" + None, lambda: -1 in b]:
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__ + ":", e)
try:
    b[0] = 1
except TypeError as e:
    print(e)
