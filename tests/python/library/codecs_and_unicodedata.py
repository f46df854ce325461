import codecs, unicodedata as u, io
for enc in ["utf-8", "utf-16", "utf-16-be", "utf-32-le", "utf-7", "ascii", "latin-1", "cp1252", "cp437", "koi8-r", "iso8859-15", "shift_jis", "gbk", "big5", "euc-kr", "idna", "punycode", "raw_unicode_escape", "unicode_escape", "mac-roman", "cp1251"]:
    row = []
    for s in ["abc", "é€", "日本", "привет"]:
        try: e = s.encode(enc); row.append(e if e.decode(enc) == s else ("differs", e))
        except UnicodeError as x: row.append(type(x).__name__)
    print(enc, row)
print(codecs.encode("abc", "rot13"), codecs.encode(b"abc", "hex"), codecs.decode(b"YWJj\n", "base64"), codecs.lookup("UTF8").name, codecs.BOM_UTF8, codecs.getincrementaldecoder("utf-8")().decode(b"\xc3"), b"".join(codecs.iterencode("aé", "utf-8")), list(codecs.iterdecode([b"\xc3", b"\xa9"], "utf-8")))
codecs.register_error("mine", lambda e: ("<%d>" % (e.end - e.start), e.end)); print("aéb€€".encode("ascii", "mine"), b"a\xffb".decode("ascii", "mine"), "é".encode("ascii", "namereplace"), b"\xff\xfea\0".decode("utf-16"))
d = codecs.getincrementaldecoder("utf-8")("replace"); print([d.decode(bytes([b])) for b in "é中\xff".encode()[:5] + b"\xff"], d.decode(b"", True)); r = codecs.getreader("utf-8")(io.BytesIO("é\nb".encode())); print(r.readline(), r.read())
def error(f):
    try: print(f())
    except Exception as e: print(type(e).__name__ + ":", e)
error(lambda: codecs.lookup("nope")); error(lambda: codecs.lookup_error("nope")); error(lambda: b"\x81".decode("cp1252")); error(lambda: "a".encode("hex")); error(lambda: b"a".decode("hex")); error(lambda: b"\\x".decode("unicode_escape")); error(lambda: b"+".decode("utf-7") and b"+@".decode("utf-7"))
for c in ["a", "A", "1", "½", " ", "é", "中", "😀", "\u0301", "Ⅷ", "²", "!", "\n", "ß", "ﬁ", "٣"]:
    print(ascii(c), u.name(c, "-"), u.category(c), u.bidirectional(c), u.combining(c), u.east_asian_width(c), u.mirrored(c), u.decomposition(c), u.numeric(c, None), u.decimal(c, None), u.digit(c, None), [ascii(u.normalize(f, c)) for f in ("NFC", "NFD", "NFKC", "NFKD")])
print(u.lookup("GREEK SMALL LETTER ALPHA"), u.normalize("NFC", "e\u0301") == "é", u.is_normalized("NFC", "e\u0301"), u.unidata_version, u.name("\uac00"), u.lookup("LATIN SMALL LETTER A WITH ACUTE"))
error(lambda: u.name("\n")); error(lambda: u.lookup("NOPE")); error(lambda: u.numeric("a")); error(lambda: u.normalize("X", "a")); error(lambda: u.name("ab"))
