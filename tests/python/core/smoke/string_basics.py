s = "hello"
print(s + " " + "world", s * 2, len(s), s[0], s[1:3])
print(s.upper(), s.replace("l", "L"), s.find("l"), "ell" in s)
print("a,b,c".split(","), "-".join(["x", "y"]))
for c in "abc":
    print(c)
print(str(5) + "!", int("12") + 1, float("1.5"))
