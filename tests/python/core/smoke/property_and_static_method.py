class C:
    def __init__(self):
        self._v = 1

    @property
    def v(self):
        return self._v

    @v.setter
    def v(self, value):
        self._v = value * 2

    @staticmethod
    def s(x):
        return x

    @classmethod
    def c(cls):
        return cls.__name__

o = C()
o.v = 5
print(o.v, C.s(1), o.c())
