names = ["isalpha", "isalnum", "isdecimal", "isdigit", "isnumeric", "isspace", "isupper", "islower", "istitle", "isascii",
         "isidentifier", "isprintable"]
for s in ["", "a", "A", "abc1", "123", "²", "½", "٣", "Ⅷ", " ", "\t\n", "\u3000", "Ab Cd", "AB", "ab", "é", "a b", "_x9", "9x", "\x00",
          "\xa0", "\xad", "ǅ", "中", "\ud800", "class", "x²", "\U0001f600", "Hello World", "HELLo"]:
    print(ascii(s), [name for name in names if getattr(s, name)()])
