print("aaa".replace("a", "b"), "aaa".replace("a", "b", 2), "aaa".replace("a", "b", 0), "aaa".replace("a", "b", -1))
print("abc".replace("", "-"), "abc".replace("", "-", 2), "".replace("", "x"), repr("".replace("a", "x")), "".replace("", "x", 0))
print("aaaa".replace("aa", "b"), "hello".replace("l", "LL"), "hello".replace("ll", ""), "añb".replace("ñ", "中"), "a中b".replace("中", "n"))
print("abcabc".replace("abc", "abc"), "one two".replace("one two", ""), "x" .replace("xx", "y"))
for function in [lambda: "a".replace("a"), lambda: "a".replace(1, "b"), lambda: "a".replace("a", None), lambda: "a".replace("a", "b", "c"),
                 lambda: "a".replace("a", "b", count=1)]:
    try:
        print(function())
    except TypeError as e:
        print("TypeError:", e)
