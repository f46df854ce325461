inf, nan = float("inf"), float("nan")
for base in [0.0, -0.0, 1.0, -1.0, 2.0, -2.0, 0.5, inf, -inf, nan]:
    for exponent in [0.0, -0.0, 1.0, -1.0, 2.0, 3.0, 0.5, inf, -inf, nan]:
        try:
            result = base**exponent
            if isinstance(result, complex):
                result = "complex"
        except Exception as e:
            result = f"{type(e).__name__}: {e}"
        print(base, exponent, result)
try:
    10.0**400
except OverflowError as e:
    print(e)
print(2.0**10, 2**0.5, 10.0**-2, 1e200 * 1e200)
