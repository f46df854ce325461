for s in ["", "a", " a  b c ", "a,b,,c,", ",", "aXXbXXc", "\u2003a\u3000b", "one\ttwo\nthree"]:
    print(repr(s), s.split(), s.rsplit(), s.split(","), s.split("XX"), s.rsplit(",", 1), s.split(None, 1), s.rsplit(None, 1))
print("a b c d".split(" ", 2), "a b c d".rsplit(" ", 2), "a b c".split(maxsplit=1), "a-b".split(sep="-", maxsplit=0))
print("  a b ".split(None, 0), "  a b ".rsplit(None, 0), "abc".split("abc"), "é.é".split("."), "aaa".split("aa"), "aaa".rsplit("aa"))
for function in [lambda: "a".split(""), lambda: "a".rsplit(""), lambda: "a".split(1), lambda: "a".split(",", "x"),
                 lambda: "a".split(b","), lambda: "a".split(",", 1.5)]:
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__ + ":", e)
