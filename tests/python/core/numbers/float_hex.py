for value in [0.0, -0.0, 1.0, -1.5, 0.1, 3.14159, 1e300, 5e-324, 2.0**-1030, float("inf"), float("nan")]:
    text = value.hex()
    print(value, text, float.fromhex(text))
for text in ["0x1p4", "0x.8", "1.8p1", "-0x1.8p-1", " inf ", "nan", "0x1.fffffffffffff8p0", "0xap-2", "ff", "0x1p1025", "x",
             "", "0x1p", "0x1p-2000"]:
    try:
        print(repr(text), float.fromhex(text))
    except Exception as e:
        print(repr(text), type(e).__name__ + ":", e)
