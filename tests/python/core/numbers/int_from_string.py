def parse(*args):
    try:
        print(repr(args), "->", int(*args))
    except Exception as e:
        print(repr(args), type(e).__name__ + ":", e)

for text in ["0", "  12  ", "-7", "+7", "--7", "- 7", "", " ", "12a", "1_000", "1__000", "_1", "1_", "0x10", "1e3",
             "1.0", "\t5\n", "٣", "१२", "12345678901234567890123", "007", "-0", "\x00", "1\x00", "½"]:
    parse(text)
for args in [("ff", 16), ("0xff", 16), ("0xff", 0), ("0b101", 0), ("0o17", 0), ("017", 0), ("0", 0), ("00", 0),
             ("101", 2), ("0b101", 2), ("12", 2), ("z", 36), ("Z", 36), ("z", 35), ("10", 37), ("10", 1), ("10", -1),
             ("0_7", 0), ("0x_f", 0), ("0x", 16), ("0b", 0), (b"12", 10), (bytearray(b"1f"), 16), (12, 10), (1.5, 10),
             ("1" * 40, 3)]:
    parse(*args)
parse(b"42")
parse(b"4x")
parse(bytearray(b" 9 "))
parse(None)
parse([])
parse("1", 2, 3)
print(int(), int(3.99), int(-3.99), int(True), int("1", base=2))
parse(float("nan"))
parse(float("inf"))
