for s in ["", "  a b  ", "\t\n x \r\x0b\x0c", "\u2003wide\u3000", "xxabcxx", "\x1c\x1d\x1e\x1fa\x85\xa0"]:
    print(repr(s.strip()), repr(s.lstrip()), repr(s.rstrip()), repr(s.strip("x")), repr(s.strip("xa b")), repr(s.strip("")))
print("abc".strip(None), "mississippi".strip("ipm"), "éàé".strip("é"), "aaa".strip("a") == "")
print("prefix-body".removeprefix("prefix-"), "body.txt".removesuffix(".txt"), "abc".removeprefix("x"), "abc".removesuffix(""))
print("aa".removeprefix("aaa"), repr("aa".removesuffix("aa")))
for function in [lambda: "a".strip(1), lambda: "a".strip("a", "b"), lambda: "a".removeprefix(b"a"), lambda: "a".lstrip(chars="a")]:
    try:
        print(function())
    except TypeError as e:
        print("TypeError:", e)
