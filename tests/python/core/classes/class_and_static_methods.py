class C:
    count = 0
    @classmethod
    def make(cls, *args): cls.count += 1; return cls.__name__, args
    @staticmethod
    def plain(*args): return args
    @classmethod
    @property
    def chained(cls): return "chained " + cls.__name__
class D(C): pass
print(C.make(1), D.make(2), C().make(3), C.plain(1), C().plain(2), C.count, D.count, D.chained)
m = D.make
print(m.__self__.__name__, m.__func__.__name__, type(C.__dict__["make"]).__name__, type(C.__dict__["plain"]).__name__, C.__dict__["plain"](5), C.__dict__["make"].__func__.__name__)
cm = classmethod(len)
sm = staticmethod(len)
print(sm("abc"), sm.__get__(1)("ab"), cm.__wrapped__ is len, sm.__wrapped__ is len, C.__dict__["make"].__name__)
try:
    C.__dict__["make"]()
except TypeError as e:
    print(e)
class E:
    s = staticmethod(lambda x: x * 2)
    b = len
    f = lambda self: "method"
    c = classmethod(lambda cls: cls.__name__)
print(E().s(4), E.b("xyz"), E().b("four"), E().f(), E.c(), E().c())
try:
    classmethod()
except TypeError as e:
    print(e)
try:
    class F:
        x = classmethod(5)
    F.x
except TypeError as e:
    print(e)
