import math
for name in ["sqrt", "exp", "log", "log2", "log10", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "floor", "ceil", "trunc", "fabs", "erf", "gamma", "lgamma", "degrees", "radians", "expm1", "log1p", "cbrt", "exp2", "isnan", "isinf", "isfinite", "frexp", "modf", "ulp"]:
    row = []
    for x in [0.0, 1, 0.5, -0.5, 2, -3, 1e300, float("inf"), float("nan")]:
        try:
            r = getattr(math, name)(x)
            row.append(f"{r:.12g}" if isinstance(r, float) else r)
        except Exception as e:
            row.append(f"{type(e).__name__}: {e}")
    print(name, row)
print(math.factorial(20), math.comb(50, 25), math.perm(10, 3), math.gcd(12, 18, 27), math.gcd(), math.lcm(4, 6), math.isqrt(10**20), math.prod([1, 2, 3, 4]), math.prod([], start=5), math.fsum([0.1] * 10), math.dist([0, 0], [3, 4]), math.hypot(3, 4, 12), math.copysign(3, -0.0), math.fmod(-7, 3), math.remainder(7, 4), math.ldexp(0.5, 3), math.atan2(-1, -1), math.pow(2, 0.5), math.log(8, 2), math.log(10**400), math.nextafter(1, 2), math.isclose(0.1 + 0.2, 0.3), math.isclose(1, 1.1, rel_tol=0.2), math.pi, math.e, math.tau, math.inf, math.nan, math.floor(2**70), math.ceil(-0.5))
def error(f):
    try: print(f())
    except Exception as x: print(type(x).__name__ + ":", x)
for f in [lambda: math.factorial(-1), lambda: math.factorial(1.5), lambda: math.sqrt("a"), lambda: math.comb(5, -1), lambda: math.isqrt(-1), lambda: math.gcd(1.5), lambda: math.log(0), lambda: math.log(5, 1), lambda: math.pow(0, -1), lambda: math.exp(1000), lambda: math.fmod(1, 0), lambda: math.floor("a"), lambda: math.dist([1], [1, 2]), lambda: math.sqrt(), lambda: math.fsum(["a"]), lambda: math.isclose(1, 1, rel_tol=-1), lambda: math.ldexp(1, 10000), lambda: math.acos(2), lambda: math.log(-5), lambda: math.sqrt(10**400)]:
    error(f)
