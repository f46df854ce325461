from fractions import Fraction as F
import statistics as s
print(F(3, 6), F("0.75"), F("3/4"), F(1.5), F(-1, -2), F(2), F("1e-2"), F(1, 3) + F(1, 6), F(1, 2) * 3, F(1, 2) / F(3, 4), F(7, 2) // 1, F(7, 2) % 1, F(2, 3) ** 2, F(2, 3) ** -1, F(1, 2) ** 0.5, -F(1, 2), abs(F(-1, 2)), F(1, 2) == 0.5, F(1, 3) < F(1, 2), F(1, 3) < 0.5, hash(F(2)) == hash(2), float(F(1, 3)), int(F(7, 2)), round(F(7, 2)), round(F(1, 3), 2), F(22, 7).limit_denominator(5), F(3.14159).limit_denominator(100), F(1, 2).as_integer_ratio(), repr(F(1, 2)), str(F(5)), F(1, 3).numerator, divmod(F(7, 2), F(1, 3)), F(1, 2) + 1j, 1 - F(1, 4), 2 / F(1, 2), F(1, 2) + 0.25, __import__("math").floor(F(-1, 2)), __import__("math").ceil(F(1, 2)))
for f in [lambda: F(1, 0), lambda: F("a"), lambda: F(1.5, 2), lambda: F(float("nan")), lambda: F(1, 2) // 0, lambda: F(1, 2) < 1j, lambda: F(0) ** -1, lambda: F([])]:
    try: print(f())
    except Exception as x: print(type(x).__name__ + ":", x)
d = [1, 2, 2, 3, 4, 7, 9]
print(s.mean(d), s.median(d), s.mode(d), s.stdev(d), s.pstdev(d), s.variance(d), s.median_low([1, 2, 3, 4]), s.median_high([1, 2, 3, 4]), s.multimode("aabbc"), s.quantiles(d, n=4), s.harmonic_mean([40, 60]), s.geometric_mean([54, 24, 36]), s.fmean([1.5, 2.5]), s.correlation([1, 2, 3], [2, 4, 7]), s.linear_regression([1, 2, 3], [2, 4, 6]), s.mean([F(1, 2), F(1, 3)]), s.NormalDist(0, 1).cdf(1.0))
try: s.mean([])
except s.StatisticsError as e: print(e)
