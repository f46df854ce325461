def parse(text):
    try:
        print(repr(text), "->", repr(float(text)))
    except Exception as e:
        print(repr(text), type(e).__name__ + ":", e)

for text in ["0", " 1.5 ", "-1.5e3", "+.5", "5.", ".", "", "e5", "1e", "1e+5", "1_000.5", "1__0", "_1", "1_", "1_e5",
             "inf", "-Infinity", "nan", "NaN", "+nan", "infinit", "1.5.5", "0x10", "1,5", "١.٥", "1\x00", "\n2.5\t",
             b"1.25", b"x", bytearray(b"3.5"), None, [], "1e400", "1e-400", "123456789012345678901234567890",
             "0." + "0" * 30 + "1", "1" + "0" * 310]:
    parse(text)
print(float(), float(3), float(True), float(2**53 + 1))
try:
    float(10**400)
except OverflowError as e:
    print("OverflowError:", e)
try:
    float(1, 2)
except TypeError as e:
    print(e)
