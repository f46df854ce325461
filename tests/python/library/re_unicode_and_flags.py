import re
print(re.findall(r"\w+", "naïve café 中文 x_1"), re.findall(r"(?a)\w+", "naïve café"), re.findall(r"\d", "1٣५x"), re.findall(r"\s", "a\u3000b\xa0c d"), re.findall("[α-ω]+", "abc αβγ"), re.search("(?i)É", "é").group(), re.search("(?i)ss", "ß"), re.search("(?i)ſ", "S").group(), re.findall("(?i)k", "kKK"), re.findall(r"\b\w", "über äß"))
print(re.findall("^a", "a\nab", re.M), re.findall("a$", "a\nba", re.M), re.findall(".+", "a\nb", re.S), re.search("a b", "ab", re.X).group(), re.findall("(?im)^A", "a\nA"), re.findall("(?i:a)b", "Ab AB"), re.findall("(?-i:a)B", "aB ab", re.I), re.compile("a", re.A).flags, re.compile(b"a").flags)
text = "The rain in Spain stays mainly in the plain. " * 50
print(len(re.findall(r"\b\w*ain\w*\b", text)), len(re.sub(r"[aeiou]", "", text)), re.search(r"plain\. T", text).start(), sum(len(m.group()) for m in re.finditer(r"(?:in|the)\b", text, re.I)), len(re.split(r"\W+", text)))
print(re.match(r"(?:a|b|c|d)*e", "abcd" * 500 + "e").end(), re.match(r"(a*)*b", "a" * 18), re.match("(?:x+x+)+y", "x" * 10 + "y").end(), re.search("😀+", "a😀😀").span(), re.sub("(.)", r"\1\1", "é中😀"), re.purge())
