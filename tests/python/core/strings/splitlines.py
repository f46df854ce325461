for s in ["", "\n", "a\nb", "a\r\nb\rc\n", "\r\n\r\n", "a\x0bb\x0cc\x1cd\x1de\x1ef\x85g\u2028h\u2029i", "no end", "\n\na"]:
    print(repr(s), s.splitlines(), s.splitlines(True), s.splitlines(keepends=False))
