print(b"\x01\xab\xff".hex(), b"\x01\xab\xff".hex(":"), b"\x01\xab\xff\x10\x20".hex("-", 2), b"\x01\xab\xff\x10\x20".hex("-", -2), b"".hex(), bytearray(b"ab").hex(" "))
print(bytes.fromhex("01 ab FF"), bytes.fromhex(""), bytes.fromhex(" 0a\n0b\t"), bytearray.fromhex("6162"))
for function in [lambda: bytes.fromhex("0"), lambda: bytes.fromhex("0g"), lambda: bytes.fromhex("0 1"), lambda: bytes.fromhex(b"00"), lambda: bytes.fromhex("é0"),
                 lambda: b"a".hex("ab"), lambda: b"a".hex(""), lambda: b"a".hex("é"), lambda: b"a".hex(1), lambda: bytes.fromhex("000")]:
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__ + ":", e)
