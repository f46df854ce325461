# __class__ can be assigned when the last layer of slots is the same, in whatever order it was written.
class G: __slots__ = ["a", "b"]
class H: __slots__ = ["b", "a"]
class J: __slots__ = ["c", "b"]
class K: __slots__ = ["a", "b", "d"]
class L(H): __slots__ = ["e"]
class M(G): __slots__ = ["e"]
class N(J): __slots__ = ["__weakref__"]
class P(J): __slots__ = ["__dict__"]
class Q(J): pass
class R(J): __slots__ = ["__dict__", "__weakref__"]
for cls, other in [(G, H), (H, G), (Q, R), (R, Q), (G, J), (K, G), (L, M), (N, J), (P, J), (N, P), (Q, J), (G, int), (G, dict)]:
    x = cls()
    x.b = 1
    try:
        x.__class__ = other
        print(cls.__name__, other.__name__, type(x).__name__, x.b)
    except TypeError as e:
        print(cls.__name__, other.__name__, str(e).replace(__name__ + ".", ""))
class C: pass
class D(C): pass
class Native(int): pass
for cls, bases in [(D, (object,)), (D, (Native,)), (D, (list,)), (D, (G,)), (D, ()), (D, 5)]:
    try: cls.__bases__ = bases
    except TypeError as e: print(e)
