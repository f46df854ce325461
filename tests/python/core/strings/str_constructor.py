class A:
    def __str__(self):
        return "A-str"

    def __repr__(self):
        return "A-repr"

class OnlyRepr:
    def __repr__(self):
        return "only-repr"

class Bad:
    def __str__(self):
        return 5

    def __repr__(self):
        return None

class S(str):
    def __str__(self):
        return "S-str"

print(str(A()), repr(A()), [A()], {1: A()}, (A(),), "%s %r" % (A(), A()), f"{A()} {A()!r}", str(OnlyRepr()))
print(str(), str(None), str(1.50), str([1, "a"]), str(S("x")), S("x") + "y", S("x") == "x", type(str(S("x"))).__name__, repr(S("x")))
for function in [lambda: str(Bad()), lambda: repr(Bad()), lambda: f"{Bad()}", lambda: "%s" % Bad(), lambda: str(1, 2, 3, 4), lambda: str(x=1), lambda: ascii(Bad()),
                 lambda: print(Bad())]:
    try:
        print(function())
    except TypeError as e:
        print("TypeError:", e)
print(str(object="x"), repr(str(object=b"a", encoding="ascii")))
