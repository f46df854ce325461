s = "hello world, hello"
for sub in ["hello", "o", "", "xyz", "world", "hello world, hello!", "d, h"]:
    print(repr(sub), s.find(sub), s.rfind(sub), s.find(sub, 1), s.rfind(sub, 0, 10), s.find(sub, -5), s.find(sub, 5, 2), s.count(sub),
          s.count(sub, 3, 8), sub in s)
print("abc".find("", 3), "abc".find("", 4), "abc".rfind("", 4), "".find(""), "aaaa".count("aa"), "abc".count(""), "".count(""))
print("añb中c😀d".find("😀"), "añb中c😀d".rfind("中"), "añb".find("中"), "a中".find("ñ"), "\x00a\x00".find("\x00", 1))
print("abc".find("b", None, None), "abc".index("c"), "abcabc".rindex("b"))
for function in [lambda: "abc".index("x"), lambda: "abc".rindex("x"), lambda: "abc".find(1), lambda: "abc".count(None),
                 lambda: 1 in "abc", lambda: "abc".find("a", "x"), lambda: "abc".find(), lambda: None in "a"]:
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__ + ":", e)
