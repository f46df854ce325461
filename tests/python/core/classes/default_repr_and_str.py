class A: pass
class B:
    def __repr__(self): return "B!"
def show(o): return repr(o).split(" at ")[0] + ("..." if " at " in repr(o) else "")
print(show(A()), A, B, B(), str(B()), [B()], {B(): B()}, show(A.__init__), show(A().__init__), show(B.__repr__), show(B().__repr__), type, object, int, type(None), type(...), type(NotImplemented))
print(show(lambda: 0), show(show), show([].append), len, show("".join), int.bit_length, show(object()), show((x for x in [])), show(iter([])), show(iter({})), show(zip()), show(map(len, [])), show(enumerate([])), show(range(3)), show(reversed([])), show(iter("")))
print(None, True, ..., NotImplemented, slice(1), type(show), type(len), type([].append), type(int.bit_length), type(A.__dict__["__dict__"]), type(A.__dict__["__weakref__"]), type(int.__dict__["real"]), type(A().__init__), type(int.__add__))
def outer():
    class Inner:
        def m(self): pass
    return Inner
print(outer(), show(outer()()), show(outer().m), show(outer()().m), show(outer))
class Meta(type): pass
class C(metaclass=Meta): pass
print(C, Meta, show(C()), type(C))
C.__module__ = "elsewhere"
C.__qualname__ = "X.Y"
print(C, show(C()))
del C
class E:
    __module__ = None
    def __str__(self): return "str only"
print(show(E()), str(E()), "%s" % E(), f"{E()}", E)
print(show(super(E, E())), property().__class__, classmethod(len).__class__, show(staticmethod(len)), show((lambda: (yield))()))
