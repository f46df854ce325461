import re
def show(pattern, text, flags=0):
    m = re.search(pattern, text, flags)
    print(repr(pattern), repr(text), m and (m.group(), m.span(), m.groups(), m.groupdict()))
for p, t in [("a+b", "xaab"), ("a*?b", "aab"), ("(a|b)*c", "abac"), ("^b", "ab"), ("b$", "ab\n"), (r"\bfoo\b", "a foo b"), (r"(\w+)\s(\d+)", "abc 123"), ("(?P<x>a)(?P=x)", "aa"), (r"(a)\1", "aa"), ("(?:ab)+", "ababx"), ("a(?=b)", "ab"), ("a(?!b)", "abac"), ("(?<=a)b", "ab"), ("(?<!a)b", "abcb"), ("[^a-c]+", "abcxyz"), (r"[\]\-]", "a]-"), ("a{2,3}", "aaaa"), ("a{2}", "a"), ("a{,2}b", "aab"), ("(a)?b", "b"), ("(a)?(?(1)b|c)", "c"), (r"\d{3}-\d{4}", "555-1234"), ("é+", "caféé"), (".", "\n"), ("(?s).", "\n"), ("(?i)ABC", "abc"), ("(?x) a b # c", "ab"), (r"\Aab\Z", "ab"), ("a|ab", "ab"), ("(a+)+b", "aaab"), ("", "abc"), ("x*", "aaa"), (r"[\w.]+@\w+", "mail a.b@c!"), (r"(?P<y>\d{4})-(?P<m>\d\d)", "in 2024-05"), ("a++b", "aab"), ("(?>a+)ab", "aaab"), (r"\w", "ß"), (r"(?a)\w", "ß")]:
    show(p, t)
print(re.match("b", "ab"), re.fullmatch("a+", "aaa").group(), re.fullmatch("a+", "aab"), re.findall(r"(\w)(\d)", "a1 b2"), re.findall("a", "banana"), re.findall("(a)n", "banana"), [m.start() for m in re.finditer("a", "banana")], re.findall("", "ab"), re.findall(r"\b", "a b"))
m = re.match(r"(?P<first>\w+) (\w+)?", "hello ")
print(m[0], m["first"], m[2], m.group(1, 2), m.groups("default"), m.lastindex, m.lastgroup, m.start(2), m.end("first"), m.regs, m.string, m.pos, m.endpos, m.expand(r"\1-\g<first>"), m.re.pattern, repr(m))
