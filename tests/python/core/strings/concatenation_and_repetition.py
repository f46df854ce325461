print("a" + "b", "a" "b" 'c', "é" + "中" + "😀", "ab" * 3, 3 * "ab", repr("ab" * 0), repr("ab" * -1), "" + "", "é" * 3)
s = ""
for i in range(1000):
    s += str(i % 10)
print(len(s), s[:12], s[-3:], s.count("7"))
t = s
t += "x"
print(len(s), len(t))
parts = "start"
for word in ["é", "中", "😀"]:
    parts = parts + word + parts[:2]
print(parts)
for function in [lambda: "a" + 1, lambda: 1 + "a", lambda: "a" + b"b", lambda: "a" * "b", lambda: "a" * 1.5, lambda: "a" - "b",
                 lambda: "a" + None, lambda: -"a", lambda: "x" * (1 << 62)]:
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__ + ":", e)
