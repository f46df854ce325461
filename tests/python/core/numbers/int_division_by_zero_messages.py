def error(function):
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__ + ":", e)

zero, fzero, czero = 0, 0.0, 0j
error(lambda: 1 / zero)
error(lambda: 1 // zero)
error(lambda: 1 % zero)
error(lambda: divmod(1, zero))
error(lambda: 10**30 / zero)
error(lambda: 10**30 // zero)
error(lambda: 10**30 % zero)
error(lambda: divmod(10**30, zero))
error(lambda: 1.0 / fzero)
error(lambda: 1.0 // fzero)
error(lambda: 1.0 % fzero)
error(lambda: divmod(1.0, fzero))
error(lambda: 1j / czero)
error(lambda: 0 ** -1)
error(lambda: 0.0 ** -1)
error(lambda: 0j ** -1)
error(lambda: pow(2, 3, 0))
error(lambda: True / False)
error(lambda: True // False)
