print(True + True, True * 5, -True, +False, ~True, ~False, True / 2, True // 2, True % 2, True**3)
print(True & False, True | False, True ^ True, type(True & True).__name__, type(True & 1).__name__)
print(True == 1, False == 0, True is True, isinstance(True, int), issubclass(bool, int))
print(bool(), bool(0), bool(""), bool([]), bool([0]), bool(0.0), bool("0"), bool(None), bool(...), bool(NotImplemented is None))
print(str(True), repr(False), int(True), float(True), complex(True), f"{True}", f"{True:d}", "%d" % True)
print([10, 20][True], "ab"[False], range(5)[True])
print(sum([True, True, False]), max(True, 2), sorted([True, False, True]))
try:
    class B(bool):
        pass
except TypeError as e:
    print(e)
try:
    bool(1, 2)
except TypeError as e:
    print(e)
try:
    bool(x=1)
except TypeError as e:
    print(e)
print(bool.__mro__, (True).real, (True).bit_length(), (True).conjugate())
