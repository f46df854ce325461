class B(bytes):
    def __new__(cls, value, tag=None):
        self = super().__new__(cls, value)
        self.tag = tag
        return self

x = B(b"data", tag="t")
print(x, x.tag, type(x).__name__, type(x[:2]).__name__, x == b"data", hash(x) == hash(b"data"), type(x.upper()).__name__, {x: 1}[b"data"], bytes(x), type(bytes(x)).__name__)
class A(bytearray):
    pass
y = A(b"zz")
y.append(1)
print(y, type(y).__name__, type(y + b"a").__name__, type(y[:]).__name__, y.copy().__class__.__name__)
