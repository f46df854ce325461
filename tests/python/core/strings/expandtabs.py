for s in ["a\tb", "\t", "ab\tc\td", "a\nb\tc", "a\r\tb", "12345678\tx", "é\té"]:
    print(repr(s.expandtabs()), repr(s.expandtabs(4)), repr(s.expandtabs(1)), repr(s.expandtabs(0)), repr(s.expandtabs(tabsize=3)))
