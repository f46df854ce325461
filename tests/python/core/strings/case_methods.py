for s in ["", "hello World", "ÀÉÎ straße", "ΑΣ ΣΑΣ", "ǆ ǅ Ǆ", "ﬁ ŉ", "İstanbul ı", "they're bill's 3rd x2y", "ÿ µ ß", "𐐀𐐨"]:
    print(repr(s), repr(s.upper()), repr(s.lower()), repr(s.title()), repr(s.capitalize()), repr(s.swapcase()), repr(s.casefold()))
