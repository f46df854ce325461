class Secret:
    __a = 1
    def __init__(self): self.__b = 2; self.__c__ = 3; self._d = 4
    def get(self): return self.__a, self.__b, self.__c__
    def __method(self): return "mangled method"
    def call(self): return self.__method()
    def kw(self, __x=5): return __x
    def local(self):
        __y = 7
        return locals()
s = Secret()
print(s.get(), sorted(s.__dict__), s._Secret__a, s._Secret__method(), s.call(), s.kw(_Secret__x=6), sorted(s.local().keys())[0])
class _Under:
    __v = 9
    def get(self): return self.__v
print(_Under().get(), _Under._Under__v)
class __Dunder:
    __w = 8
    get = lambda self: self.__w
print(__Dunder().get(), __Dunder._Dunder__w)
class ___:
    __n = 1
    def g(self): return self.__n
print(___().g(), ___.__dict__.get("__n"))
class Sub(Secret):
    def try_parent(self):
        try:
            return self.__a
        except AttributeError as e:
            return str(e)
print(Sub().try_parent())
class G:
    def f(self):
        global __glob
        __glob = "global is mangled too"
G().f()
print(_G__glob)
class Imp:
    def f(self): return getattr(self, "__x", "not mangled in strings")
print(Imp().f())
