words = ["", "a", "A", "aa", "b", "é", "z", "中", "😀", "\uffff", "ab", "Ab"]
print(sorted(words))
for a in words:
    print(a, [a < b for b in words], [a == b for b in words], [a >= b for b in words])
print("a" == 1, "a" != 1, "a" == b"a", "abc" == "abc", "abc" is None)
for function in [lambda: "a" < 1, lambda: "a" >= None, lambda: "a" < b"b", lambda: max("a", 1)]:
    try:
        print(function())
    except TypeError as e:
        print("TypeError:", e)
