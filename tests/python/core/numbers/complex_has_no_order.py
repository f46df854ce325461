def error(function):
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__ + ":", e)

error(lambda: 1j < 2j)
error(lambda: 1j > 1)
error(lambda: 1j // 1)
error(lambda: 1j % 2)
error(lambda: divmod(1j, 2))
error(lambda: int(1j))
error(lambda: float(1j))
error(lambda: round(1j))
error(lambda: sorted([1j, 2j]))
error(lambda: max(1j, 2))
error(lambda: pow(1j, 2, 3))
error(lambda: 1j == 1j)
error(lambda: 1j != 1)
error(lambda: {1 + 0j: "a"}[1])
error(lambda: abs(complex(1e308, 1e308)))
error(lambda: complex(1e200, 0) ** 2)
