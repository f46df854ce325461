for s in ["", "abc", "é", "-42", "+7", "--5", "中"]:
    print(repr(s.center(7)), repr(s.center(6, "*")), repr(s.ljust(6, ".")), repr(s.rjust(6, ".")), repr(s.zfill(6)), s.ljust(2), s.zfill(0))
print([("a" * n).center(w, "-") for n in range(4) for w in range(3, 7)])
for function in [lambda: "a".center(5, "ab"), lambda: "a".ljust(5, ""), lambda: "a".rjust("5"), lambda: "a".center(5, b"x"), lambda: "a".zfill(1.5)]:
    try:
        print(function())
    except TypeError as e:
        print("TypeError:", e)
