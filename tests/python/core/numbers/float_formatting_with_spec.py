values = [0.0, -0.0, 1.0, -1.5, 3.14159265, 1234567.891, 1e-7, 1e22, 1e100, float("inf"), float("-inf"), float("nan")]
for spec in ["", "f", ".0f", ".2f", "+.1f", " .1f", "e", ".2e", "E", ".0e", "g", ".3g", "G", "#g", ".10g", "%", ".1%", "n", "10.2f",
             "<10.1f", "^10.1f", "=+10.1f", "010.2f", ",.2f", "_.2f", "F", "#.0f", ".15", ".1", ">8", "z.1f", "*>12.3f"]:
    row = []
    for value in values:
        try:
            row.append(format(value, spec))
        except Exception as e:
            row.append(f"{type(e).__name__}: {e}")
    print(repr(spec), row)
for spec in ["d", "x", "s", "c", "b", ".f", ",n", "_n"]:
    try:
        print(repr(spec), format(1.5, spec))
    except Exception as e:
        print(repr(spec), type(e).__name__ + ":", e)
