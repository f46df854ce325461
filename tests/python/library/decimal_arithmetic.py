from decimal import *
D = Decimal
a, b = D("1.10"), D("3")
print(a + b, a - b, a * b, a / b, a // b, b % a, a**2, -a, abs(-a), D("0.1") + D("0.2") == D("0.3"), D(1) / D(7), D("1e10"), D("1E-10"), D("123.456e3"), D("-0"), D("NaN"), D("Infinity"), D("sNaN"), D(0.1), D(10**30), D((1, (1, 2, 3), -2)), D(" 5 "), D("1_000"))
print(a.quantize(D("0.1")), D("2.5").quantize(D("1")), D("2.5").quantize(D("1"), ROUND_HALF_UP), D("2.675").quantize(D(".01"), ROUND_DOWN), round(D("2.5")), round(D("1.255"), 2), D("1.20").normalize(), D("100").normalize(), D("1.5").to_integral_value(), D("12.34").as_tuple(), D("5").sqrt(), D("2").ln(), D(2).exp(), D("100").log10(), D("1.1").as_integer_ratio(), int(D("7.9")), float(D("1.5")), str(D("1E+3")), D("1000").to_eng_string(), D("1.1").compare(D("1.2")), max(D(1), D(2)), D("3").fma(2, 1), D("1.23").scaleb(2), D("9").adjusted(), hash(D("1.0")) == hash(1), D("1.0") == 1, D(1) == 1.0, D("0.5") < 0.75, D(7).copy_sign(D(-1)), D(5).is_signed(), D("NaN").is_nan(), D("Inf").is_infinite(), f"{D('1234.5'):,.2f} {D('0.00001'):e} {D('5'):>6} {D('0.256'):.1%}")
with localcontext() as c:
    c.prec = 5
    print(D(1) / 3, D(2) ** D("0.5"), D("123456") + 1, +D("1.23456789"))
    c.rounding = ROUND_CEILING
    print(D(1) / 3, getcontext().prec)
    c.traps[Inexact] = True
    try: D(1) / 3
    except Inexact as e: print("Inexact")
print(D(1) / 3, getcontext().prec, getcontext().rounding)
def error(f):
    try: print(f())
    except Exception as x: print(type(x).__name__ + ":", x)
for f in [lambda: D("x"), lambda: D(1) / 0, lambda: D(0) / 0, lambda: D(1) + 1.5, lambda: D("sNaN") + 1, lambda: D(-1).sqrt(), lambda: D("NaN") < 1, lambda: D(None), lambda: D("1e999999") ** 999999, lambda: D("Inf") - D("Inf"), lambda: int(D("NaN")), lambda: D(1) % 0, lambda: D("1.5").quantize(D("1e-40")), lambda: D(1) < "a", lambda: D([]), lambda: hash(D("sNaN"))]:
    error(f)
