# Methods and attributes of patterns, matches and scanners.
import copy
import pickle
import re

p = re.compile(r"(a)(?P<x>b)?", re.I)
m = p.match("ABab")
print(p, m, p.flags, p.groups, p.groupindex, p.pattern)
print(m.group(), m.group(1, "x"), m["x"], m.groups(), m.groupdict(), m.span(), m.start(2), m.end("x"), m.regs)
print(m.lastindex, m.lastgroup, m.pos, m.endpos, m.re is p, m.string, m.expand(r"<\g<x>\1>"))
print(re.match("(a)|b", "b").groups("none"), re.match("(?P<n>a)|b", "b").groupdict(0))
print(p.findall("abaab"), p.split("xabyaz"), p.split("xabyaz", 1), p.sub(r"[\1]", "aab"), p.subn("-", "xabya", 1))
print([x.span() for x in p.finditer("abcaB")], re.sub("x*", "-", "abxd"), re.split("", "abc"))
print(re.sub("b", lambda match: str(match.start()), "abcb"), re.sub(b"b", b"\\0", b"abc"), re.sub("q", "r", "abc"))
scanner = p.scanner("ab a")
print(scanner.match(), scanner.match(), scanner.search(), scanner.search(), scanner.pattern is p)
print(copy.copy(p) is p, copy.deepcopy(m) is m, pickle.loads(pickle.dumps(p)) == p, hash(p) == hash(re.compile(p.pattern, re.I)))
print(re.Pattern[str], re.Match[bytes], re.compile(b"x", re.L | re.M), re.compile("y", re.A | re.S | re.X))
print(re.fullmatch("a+", "aaa"), re.fullmatch("a+", "aab"), p.match("xab", 1), p.search("xxab", 0, 3))
for action in [lambda: m.group(7), lambda: m["y"], lambda: p.match(3), lambda: p.match(b"a"), lambda: re.compile(b"a").match("a"),
               lambda: p.sub(lambda match: 3, "ab"), lambda: p < p, lambda: re.Pattern(), lambda: p.match()]:
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)
