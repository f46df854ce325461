for spec in ["", "d", "5d", "<5d", "^7d", "+d", " d", "05d", "=+8d", "x", "#x", "#010x", "X", "#X", "o", "#o", "b", "#b", "c", "n", ",",
             "_", "_x", "_b", "e", ".2f", "%", "g", "*^12,d", "#_b"]:
    row = []
    for value in [0, 65, -65, 1234567]:
        try:
            row.append(format(value, spec))
        except Exception as e:
            row.append(f"{type(e).__name__}: {e}")
    print(repr(spec), row)
for spec in ["s", "10s", ".2d", ".3", ",x", "+c", "#c", "y", "10.5d", "<<<5", "٣d"]:
    try:
        print(repr(spec), format(5, spec))
    except Exception as e:
        print(repr(spec), type(e).__name__ + ":", e)
