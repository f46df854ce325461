def parse(*args, **kwargs):
    try:
        print(repr(args), kwargs, "->", complex(*args, **kwargs))
    except Exception as e:
        print(repr(args), type(e).__name__ + ":", e)

for text in ["1", "1j", "j", "-j", "+1-2j", "(1+2j)", " ( 1+2j ) ", "1 + 2j", "1e3+1e-3j", "inf+nanj", "1+", "1j+2", "", "1+2",
             "1_0+2_0j", "x"]:
    parse(text)
parse()
parse(1)
parse(1, 2)
parse(1j, 2)
parse(1, 2j)
parse(1j, 1j)
parse("1", 2)
parse(1, "2")
parse(real=1, imag=2)
parse(imag=3)
parse(None)
parse(1, None)
parse(True, 2.5)

class C:
    def __complex__(self):
        return 3 + 4j

    def __repr__(self):
        return "C()"

class Bad(C):
    def __complex__(self):
        return 3

parse(C())
parse(Bad())
parse(C(), 1)
