print("hello".translate({ord("l"): "L", ord("o"): None, ord("h"): ord("H")}), "abc".translate(str.maketrans("abc", "xyz")))
print(str.maketrans({"a": 1, 98: "two"}), str.maketrans("ab", "cd", "e"), "abcde".translate(str.maketrans("ab", "cd", "e")))
print("aé中".translate({233: "E", 20013: "Z"}), "abc".translate({}), "abc".translate(["x"] * 98), "".translate({}))

class Table:
    def __getitem__(self, key):
        if key == 98:
            raise LookupError
        return chr(key).upper()

print("abcb".translate(Table()))
for function in [lambda: str.maketrans("ab", "c"), lambda: str.maketrans(1), lambda: str.maketrans({"ab": 1}), lambda: "a".translate({97: 1.5}),
                 lambda: "a".translate({97: 0x110000}), lambda: str.maketrans("a", "b", 1), lambda: "a".translate(None), lambda: str.maketrans({1.5: 1})]:
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__ + ":", e)
