for s in ["", "a'b", 'a"b', "a'b\"c", "\\", "\n\r\t", "\x00\x07\x1b\x7f\x80\x9f", "\xa0\xad", "é", "\u2028", "\ud800", "\udfff", "😀", "\u0378",
          "\ufeff", "\U000e0001", "a\tb'", "\x85", "\u200b", "\u3000"]:
    print(repr(s), ascii(s), len(s))
print("\N{GREEK SMALL LETTER ALPHA}\N{BULLET}", "\101\x41\u0041\U00000041", "a\
b", r"\n\x", R"\'", '\'', "\"", "\0", len("\400"))
print("""multi
line 'quotes' "double" """, '''a"""b''')
