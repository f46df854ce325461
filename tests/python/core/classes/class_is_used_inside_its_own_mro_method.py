# A metaclass's mro() sees a class that has no MRO yet.
class Meta(type):
    def mro(cls):
        print(cls.__name__, cls.__mro__)
        for f in (
            lambda: super(cls, cls).x,
            lambda: super(cls, cls).__init__ is not None,
            lambda: cls.y,
            lambda: issubclass(cls, object),
            lambda: type(dir(cls)),
        ):
            try:
                print(f())
            except (AttributeError, TypeError) as e:
                print(type(e).__name__)
        return type.mro(cls)


class A(metaclass=Meta):
    x = 1


class B(A):
    y = 2


print(B.__mro__, B().x)
