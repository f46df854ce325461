nan, inf = float("nan"), float("inf")
for value in [0j, -0j, 1j, -1j, 1 + 0j, 1 - 0j, 1.5 + 2.5j, complex(-0.0, 1), complex(0.0, -0.0), complex(-0.0, -0.0),
              complex(nan, inf), complex(inf, nan), complex(1, -inf), 1e20 + 1e-7j, complex(1, nan), 1e16j]:
    print(repr(value), str(value), f"{value}", "%s" % value)
print(format(1.5 + 2j, ".2f"), format(1 + 2j, "10.1e"), format(3j, ">10"), format(1234567 + 0j, ","))
for spec in ["=10", "010", "%", "d"]:
    try:
        print(format(1 + 2j, spec))
    except ValueError as e:
        print(e)
