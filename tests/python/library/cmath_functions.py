import cmath
def show(c): return f"{c.real:.9g}{c.imag:+.9g}j" if isinstance(c, complex) else f"{c:.9g}"
for name in ["sqrt", "exp", "log", "log10", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "phase"]:
    print(name, [show(getattr(cmath, name)(z)) for z in (1 + 0.5j, -1 + 0j, 2j, 0.5 - 2j, 3 + 4j)])
print([f"{x:.6f}" for x in cmath.polar(3 + 4j)], show(cmath.rect(2, 1)), cmath.isclose(1j, 1j + 1e-12), cmath.isnan(complex("nan")), cmath.isinf(complex("inf")), cmath.isfinite(1j), cmath.inf, cmath.infj, cmath.nanj)
for f in [lambda: cmath.log(0), lambda: cmath.sqrt("a"), lambda: cmath.exp(1000), lambda: cmath.rect(1)]:
    try: print(f())
    except Exception as x: print(type(x).__name__ + ":", x)
