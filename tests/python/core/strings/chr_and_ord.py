print([chr(i) for i in (0x41, 0xe9, 0x4e2d, 0x1f600)], ascii([chr(0), chr(0xd800), chr(0x10ffff)]), ord("a"), ord("😀"), ord(b"a"), ord(bytearray(b"z")))
for function in [lambda: chr(-1), lambda: chr(0x110000), lambda: chr("a"), lambda: chr(1.5), lambda: ord(""), lambda: ord("ab"), lambda: ord(1), lambda: ord(b"ab"),
                 lambda: chr(2**100), lambda: ord(None), lambda: chr(), lambda: chr(None)]:
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__ + ":", e)
print(all(ord(chr(i)) == i for i in range(0, 0x110000, 997)))
