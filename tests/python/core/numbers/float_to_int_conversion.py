for value in [0.0, -0.0, 1.9, -1.9, 1e15, 1e20, -1e20, 2.0**53, 2.0**63, -(2.0**63), 1e100]:
    print(value, int(value), value.is_integer(), value.as_integer_ratio())
for bad in [float("nan"), float("inf"), float("-inf")]:
    for function in [int, float.as_integer_ratio, float.__trunc__, float.__floor__, float.__ceil__]:
        try:
            print(function(bad))
        except Exception as e:
            print(type(e).__name__ + ":", e)
    print(bad.is_integer())
print((2.5).__floor__(), (2.5).__ceil__(), (-2.5).__floor__(), (-2.5).__ceil__(), (2.7).__trunc__())
