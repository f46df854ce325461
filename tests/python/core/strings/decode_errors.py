for data in [b"abc", b"\xff", b"\xc3", b"\xc3\xa9", b"a\xe4\xb8z", b"\xed\xa0\x80", b"\xf0\x9f\x98\x80", b"\xf4\x90\x80\x80", b"\x80abc", b"\xc0\x80", b"\xe4\xb8"]:
    for errors in ["strict", "ignore", "replace", "backslashreplace", "surrogateescape"]:
        try:
            print(data, errors, ascii(data.decode("utf-8", errors)))
        except UnicodeDecodeError as e:
            print(data, e, e.start, e.end, e.reason, e.encoding, e.object)
for function in [lambda: b"\xff".decode("ascii"), lambda: b"a".decode("no-such-codec"), lambda: "a".encode("no-such"), lambda: b"a\x00b".decode("utf-16-le"),
                 lambda: b"a".decode(errors="nothing"), lambda: b"\xff".decode(errors="nothing"), lambda: str(b"abc", "utf-8"), lambda: str(b"\xe9", "latin-1"),
                 lambda: str("a", "utf-8"), lambda: str(1, "utf-8"), lambda: str(b"abc"), lambda: str(bytearray(b"x"), encoding="ascii"),
                 lambda: str(b"\xff", errors="replace"), lambda: bytes("é", "utf-8"), lambda: bytes("é", "ascii"), lambda: bytes("é"),
                 lambda: bytes(1, "utf-8"), lambda: bytes("a", "ascii", "strict")]:
    try:
        print(ascii(function()))
    except Exception as e:
        print(type(e).__name__ + ":", e)
