print(",".join(["a", "b"]), "".join([]), "-".join("abc"), ", ".join(("x",)), ".".join(str(i) for i in range(5)), "é".join(["a", "中"]))
print("-".join({"a": 1, "b": 2}), repr("x".join(iter([]))), " ".join(map(str, [1, 2])))

class S(str):
    pass

print(type("".join([S("a")])).__name__, "+".join([S("a"), "b"]))
for items in [[1], ["a", 1], ["a", None, "b"], 5, ["a", b"b"], [["a"]]]:
    try:
        print(",".join(items))
    except TypeError as e:
        print("TypeError:", e)
