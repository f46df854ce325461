o = object()
print(o == o, o != o, o.__eq__(5), o.__ne__(5), o.__ne__(o), o.__hash__() == hash(o), o.__class__ is object, o.__format__("") == str(o), o.__init__())
print(object.__subclasshook__(1), object.__init_subclass__(), type(object()).__mro__, object.__bases__, object.__base__, object.__name__, object.__str__(5), object.__repr__(5)[:11], object.__hash__("a") is not None)
def error(function):
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__ + ":", e)
error(lambda: object.__str__())
error(lambda: object.__lt__(1, 2))
error(lambda: object.__setattr__(5, "a", 1))
error(lambda: object.__format__(5, "x"))
error(lambda: object().__reduce_ex__("a"))
error(lambda: object.__new__(object, 1))
error(lambda: type.__call__())
error(lambda: type.__call__(int, "5"))
error(lambda: int.__call__("7"))
error(lambda: type.mro(int))
error(lambda: type.mro(5))
error(lambda: type.__subclasses__(int)[0])
class C:
    def __init__(self): self.a = 1
c = C()
object.__setattr__(c, "b", 2)
print(object.__getattribute__(c, "a"), c.__dict__, object.__delattr__(c, "b"), c.__dict__, c.__reduce_ex__(2)[0].__name__, c.__getstate__() if hasattr(c, "__getstate__") else None, c.__sizeof__() > 0)
