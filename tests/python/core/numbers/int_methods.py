for value in [0, 1, -1, 5, 255, 256, -256, 2**31, 2**63, 2**64, -(2**64), 10**30]:
    print(value, value.bit_length(), value.bit_count(), value.conjugate(), value.real, value.imag, value.numerator,
          value.denominator, value.as_integer_ratio())
print((5).__add__(3), (5).__radd__(3), (5).__add__("x"), (5).__eq__(5.0), (5).__lt__(6), (5).__lt__("a"))
print((7).__floordiv__(2), (7).__divmod__(-2), (7).__rdivmod__(50), (2).__pow__(5), (2).__pow__(5, 7), (2).__rpow__(3))
print((5).__bool__(), (0).__bool__(), (5).__hash__(), (-1).__hash__(), (5).__index__(), (5).__int__(), (5).__float__())
print((5).__trunc__(), (5).__floor__(), (5).__ceil__(), (15).__round__(-1), (5).__neg__(), (5).__invert__())
print((5).__truediv__(2), (5).__rtruediv__(2), (1).__lshift__(4), (1).__rlshift__(4), (6).__and__(3), (6).__xor__(3))
