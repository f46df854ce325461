class Celsius(float):
    def __str__(self):
        return f"{float(self):.1f} C"

t = Celsius(21.55)
print(t, repr(t), t + 1, type(t + 1).__name__, t == 21.55, hash(t) == hash(21.55), Celsius("3"), Celsius())
print(f"{t}", f"{t:.3f}", "%s" % t, "%f" % t, int(t), round(t), -t, abs(t), float(t))
print(isinstance(t, float), Celsius.__mro__[1].__name__)

class Converts:
    def __float__(self):
        return 1.25

class Wrong:
    def __float__(self):
        return "no"

class Indexes:
    def __index__(self):
        return 7

print(float(Converts()), float(Indexes()), complex(Indexes()))
try:
    float(Wrong())
except TypeError as e:
    print(e)
