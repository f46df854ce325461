import re
print(re.sub("a", "b", "banana"), re.sub("a", "b", "banana", count=2), re.sub(r"(\w)(\d)", r"\2\1", "a1 b2"), re.sub("a", lambda m: m.group().upper() + str(m.start()), "banana"), re.sub("", "-", "abc"), re.sub("x*", "-", "abxd"), re.sub(r"(?P<n>a)", r"[\g<n>\g<0>]", "ca"), re.subn("a", "", "banana"), re.sub("b|(a)", r"<\1>", "ab"), re.sub("a", r"\\n\n", "a"))
print(re.split(",", "a,b,,c"), re.split("(,)", "a,b"), re.split(r"\s*[,;]\s*", "a , b;c"), re.split("x*", "axbc"), re.split(",", "a,b,c", maxsplit=1), re.split("", "ab"), re.split("(a)|b", "xaybz"))
print(re.escape("a.b*c é-_"), re.escape(b"a+b"), re.findall(b"\\d+", b"a12b3"), re.sub(b"a", b"x", b"aba"), re.compile("a", re.I | re.M).flags, re.compile("(a)(?P<n>b)").groups, re.compile("(?P<n>b)").groupindex, re.compile("a") == re.compile("a"), repr(re.compile("a\nb", re.I)))
p = re.compile("a")
print(p.search("banana", 2).span(), p.findall("banana", 2, 4), p.match("ba", 1), p.split("1a2"))
def error(f):
    try: print(f())
    except Exception as x: print(type(x).__name__ + ":", x)
for bad in ["(", ")", "[", "*a", "a**", "(?P<1>a)", "(?P<a>x)(?P<a>y)", "(?P=b)", r"\1", "(?<=a*)b", "a{3,2}", "[b-a]", "(?z)", r"\q", "(?P<a", "(?", "a(?i)b", "(?(2)a)", "\\", "[a", r"\x1", r"\N{nope}", "(?<a>b)", "x{99999999999}"]:
    error(lambda: re.compile(bad))
for f in [lambda: re.sub("a", r"\2", "a"), lambda: re.sub("a", r"\g<x>", "a"), lambda: re.search("a", b"a"), lambda: re.search(b"a", "a"), lambda: re.match("a", "a").group(1), lambda: re.match("a", "a")["x"], lambda: re.compile(5), lambda: re.search("a", None), lambda: re.sub("a", 5, "a"), lambda: re.compile(re.compile("a"), re.I), lambda: re.sub("a", r"\q", "a")]:
    error(f)
