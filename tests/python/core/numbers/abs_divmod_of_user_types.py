class V:
    def __abs__(self):
        return "abs"

    def __divmod__(self, other):
        return ("divmod", other)

    def __rdivmod__(self, other):
        return ("rdivmod", other)

    def __round__(self, digits="none"):
        return ("round", digits)

    def __pos__(self):
        return "pos"

    def __neg__(self):
        return "neg"

    def __invert__(self):
        return "invert"

    def __pow__(self, other, modulus="none"):
        return ("pow", other, modulus)

    def __rpow__(self, other):
        return ("rpow", other)

v = V()
print(abs(v), divmod(v, 2), divmod(2, v), round(v), round(v, 2), round(v, None), +v, -v, ~v)
print(v**2, 2**v, pow(v, 2), pow(v, 2, 3), pow(2, v))
try:
    pow(2, v, 3)
except TypeError as e:
    print(e)
for function in [abs, round, lambda o: -o, lambda o: +o, lambda o: ~o, lambda o: divmod(o, 1), lambda o: o**2, int, float, complex]:
    try:
        print(function(object()))
    except TypeError as e:
        print(e)
