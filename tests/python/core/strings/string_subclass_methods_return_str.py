class S(str):
    def __repr__(self):
        return f"S({str.__repr__(self)})"

s = S("abc")
for result in [s, s.upper(), s[0], s[:], s + "d", s * 1, s.replace("a", "b"), s.strip(), s.center(2), s.lower(), "%s" % s, s.split("b")[0], s.format(),
               s.removeprefix("x"), "".join([s]), s.translate({}), s.expandtabs(), s.zfill(1), str(s)]:
    print(type(result).__name__, result)
print({s: 1}["abc"], hash(s) == hash("abc"), s == "abc", "abc" == s, s is s[:], isinstance(s, str), S() == "", S(5), S(b"x", "ascii"))
s.attribute = 5
print(s.attribute, s.__dict__)
