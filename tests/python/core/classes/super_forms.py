class A:
    name = "A"
    def f(self, x): return ("A.f", x)
    @classmethod
    def c(cls): return ("A.c", cls.__name__)
    @staticmethod
    def s(): return "A.s"
    @property
    def p(self): return "A.p"
class B(A):
    name = "B"
    def f(self, x): return super().f(x + 1), super(B, self).f(x), super(__class__, self).name
    @classmethod
    def c(cls): return super().c()
    @staticmethod
    def s(): return super(B, B).s()
    @property
    def p(self): return super().p + "+B"
    def inner(self): return (lambda s: super(B, s).name)(self), [super(B, self).name for _ in range(1)]
    def cls(self): return __class__.__name__
class C(B): pass
c = C()
print(c.f(1), C.c(), c.s(), c.p, c.inner(), c.cls(), super(B, c).name, super(B, C).c(), super(C, c).f.__qualname__)
s = super(B, c)
print(repr(s).split(",")[0], s.__thisclass__.__name__, s.__self__ is c, s.__self_class__.__name__)
def error(function):
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__ + ":", e)
error(lambda: super())
error(lambda: super(B, A()).name)
error(lambda: super(5))
error(lambda: super(B, c).nope)
error(lambda: super(B, 5))
error(lambda: super(1, 2, 3))
class D(A):
    def no_self(): return super()
    def deleted(self):
        del self
        return super().name
    def generator(self): yield super().name
    def comprehension(self): return [super().name for _ in range(1)]
error(lambda: D.no_self())
error(lambda: D().deleted())
error(lambda: list(D().generator()))
error(lambda: D().comprehension())
def f(self): return super().name
error(lambda: f(c))
try:
    super(B, c).name = 5
except AttributeError as e:
    print(e)
