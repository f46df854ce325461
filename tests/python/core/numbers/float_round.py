for value in [0.5, 1.5, 2.5, -0.5, -1.5, 2.675, 1.005, 0.05, 1234.5678, -1234.5678, 1e20, 5e-324, 0.0, -0.0]:
    print(value, round(value), round(value, 0), round(value, 1), round(value, 2), round(value, -2), round(value, 20))
for bad in [float("nan"), float("inf"), float("-inf")]:
    try:
        print(round(bad))
    except Exception as e:
        print(type(e).__name__ + ":", e)
    print(round(bad, 2))
print(round(1.5, None), round(12345.678, -3), round(1e300, -300), round(1.7976931348623157e308, -309))
print(type(round(1.0)).__name__, type(round(1.0, 0)).__name__)
