s = "aé中😀"
print(list(s), [ord(c) for c in s], "".join(reversed(s)), list(enumerate(s)), "中" in s, "é中" in s, "x" not in s, "" in s)
it = iter(s)
print(next(it), next(it), it.__length_hint__(), list(it), next(it, "end"))
print(min(s), max(s), sorted("hello"), set("aab") == {"a", "b"}, dict(zip("ab", "cd")), tuple("ab"), [*"ab"], {**{"a": 1}})
for a, b in zip("abc", "xyz"):
    print(a + b, end=" ")
print()
a, *b, c = "hello"
print(a, b, c)
