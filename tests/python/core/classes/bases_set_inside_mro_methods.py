# A metaclass's mro() that sets __bases__, of its own class or of others: no cycles, and the newest assignment stands.
ready = False


def attempt(name, f):
    try:
        f()
        print(name, "done")
    except TypeError as e:
        print(name, e)


class Meta(type):
    action = None

    def mro(cls):
        if Meta.action:
            Meta.action(cls)
        return type.mro(cls)


class A(metaclass=Meta):
    pass


class B1(A):
    pass


class B2(A):
    pass


def cycle(cls):
    if cls.__name__ == "B1":
        B2.__bases__ = (B1,)
    if cls.__name__ == "B2":
        B1.__bases__ = (B2,)


def set_bases(cls, *bases):
    cls.__bases__ = bases


Meta.action = cycle
attempt("cycle", lambda: set_bases(B1, A))
Meta.action = None
print(B1.__bases__, B2.__bases__)
set_bases(B1, A)
set_bases(B2, A)


class C(A):
    pass


def once(cls):
    if cls is C:
        Meta.action = None
        C.__bases__ = (B2,)


Meta.action = once
attempt("once", lambda: set_bases(C, B1))
print(C.__bases__, C.__mro__)
print(B1.__subclasses__(), B2.__subclasses__())


class D(C):
    pass


def fails(cls):
    if cls is D:
        raise TypeError("no")


Meta.action = fails
attempt("fails", lambda: set_bases(C, B1))
Meta.action = None
print(C.__bases__, C.__mro__, D.__mro__)


def deletes_subclasses(cls):
    if cls is B1:
        for name in "EFG":
            type.__new__(Meta, name, (B1,), {})


Meta.action = deletes_subclasses
attempt("more classes", lambda: set_bases(B1, A))
Meta.action = None
