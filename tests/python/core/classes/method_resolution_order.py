class A:
    def who(self): return "A"
class B(A):
    def who(self): return "B" + super().who()
class C(A):
    def who(self): return "C" + super().who()
class D(B, C):
    def who(self): return "D" + super().who()
class E(D, A): pass
print(D().who(), E().who(), [c.__name__ for c in E.__mro__], D.__bases__ == (B, C), D.__base__.__name__, [c.__name__ for c in D.mro()])
print(issubclass(E, (int, C)), isinstance(D(), A), B.__subclasses__() == [D], super(B, D()).who(), super(C, E()).who())
for bases in ["A, B", "A, A", "B, A, C", "int, str", "D, C, B", "bool", "type(None)", "5", "'x'", "A, 5", "range", "slice", "type(len)", "list, dict", "object, A", "type(lambda: 0)"]:
    try:
        exec(f"class X({bases}): pass")
        print(bases, "ok", [c.__name__ for c in X.__mro__])
    except TypeError as e:
        print(bases, "->", str(e).replace("\n", " | "))
class O(A): pass
class P(A): pass
class Q(O, P): pass
print([c.__name__ for c in Q.__mro__])
A.who = lambda self: "new A"
print(D().who())
O.__bases__ = (B,)
print([c.__name__ for c in Q.__mro__], Q().who())
try:
    B.__bases__ = (Q,)
except TypeError as e:
    print(e)
try:
    B.__bases__ = (int,)
except TypeError as e:
    print(e)
