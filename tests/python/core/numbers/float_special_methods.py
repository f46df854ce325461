x = 2.5
print(x.real, x.imag, x.conjugate(), x.__neg__(), x.__abs__(), x.__bool__(), x.__int__(), x.__float__())
print(x.__add__(1), x.__radd__(1), x.__sub__(1), x.__rsub__(1), x.__mul__(2), x.__truediv__(2), x.__rtruediv__(2))
print(x.__add__("a"), x.__add__(1j), x.__eq__(2.5), x.__eq__("a"), x.__lt__(3), x.__lt__("a"))
print(x.__floordiv__(2), x.__mod__(2), x.__divmod__(2), x.__pow__(2), x.__rpow__(2))
print(float.__getformat__("double"), (0.0 == -0.0), str(-0.0), -0.0 is None)
print(float("nan") == float("nan"), float("nan") != float("nan"))
n = float("nan")
print(n in [n], [n] == [n], n == n)
