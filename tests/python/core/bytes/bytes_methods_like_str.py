b = b"Hello, hello World"
print(b.upper(), b.lower(), b.title(), b.capitalize(), b.swapcase(), b.find(b"hello"), b.rfind(b"o"), b.find(111), b.count(b"l"), b.count(108))
print(b.index(b"W"), b.rindex(b"l"), b.startswith(b"He"), b.endswith((b"x", b"d")), b.split(b", "), b.split(), b.rsplit(None, 1), b.partition(b","), b.rpartition(b"l"))
print(b.replace(b"l", b"L"), b.replace(b"l", b"", 2), b"  x ".strip(), b"xxaxx".strip(b"x"), b"a".center(5, b"*"), b"a".ljust(3), b"a".rjust(3, b"-"), b"-5".zfill(4))
print(b"a\tb".expandtabs(4), b"a\nb\r\nc".splitlines(), b"a\x0bb".splitlines(True), b",".join([b"a", bytearray(b"b")]), b"abc".translate(None, b"b"))
print(b"abc".translate(bytes.maketrans(b"ab", b"xy")), b"pre-x".removeprefix(b"pre-"), b"x.py".removesuffix(b".py"))
print([getattr(b"aB1 ", name)() for name in ("isalpha", "isalnum", "isdigit", "isspace", "isupper", "islower", "istitle", "isascii")], b"\xe9".upper(), b"\xe9".isalpha())
for function in [lambda: b.find("a"), lambda: b.split(""), lambda: b.split(b""), lambda: b.replace("a", b"b"), lambda: b",".join(["a"]), lambda: b",".join([b"a", 1]),
                 lambda: b.index(b"zzz"), lambda: b.startswith("H"), lambda: b.strip("x"), lambda: b.center(30, b"ab"), lambda: b.translate(b"abc"),
                 lambda: b.find(300), lambda: bytes.maketrans(b"a", b"bc"), lambda: b.count("a"), lambda: b.partition(1)]:
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__ + ":", e)
