# Properties of characters in both versions of the data.
import unicodedata
def t(name, f):
    try: r = f()
    except Exception as e: r = type(e).__name__ + ': ' + str(e)
    print(name, ascii(r))
for u, n in ((unicodedata, 'n'), (unicodedata.ucd_3_2_0, 'o')):
    for c in list(range(0, 0x500)) + list(range(0x500, 0x30000, 37)) + list(range(0x30000, 0x110000, 4099)):
        ch = chr(c)
        print(n, c, u.category(ch), u.bidirectional(ch), u.combining(ch), u.mirrored(ch), u.east_asian_width(ch), u.decomposition(ch), u.name(ch, None), u.decimal(ch, None), u.digit(ch, None), u.numeric(ch, None), ascii(u.normalize('NFC', ch)), ascii(u.normalize('NFKD', ch)), u.is_normalized('NFKC', ch), u.is_normalized('NFD', ch))
for x in ['KEYCAP DIGIT ONE', 'LATIN SMALL LETTER A', 'latin small letter a', 'HANGUL SYLLABLE GAG', 'CJK UNIFIED IDEOGRAPH-4E00', 'NBSP', 'x', b'SPACE', 1, 'A'*300]:
    t('lookup', lambda: unicodedata.lookup(x))
    t('lookup', lambda: unicodedata.ucd_3_2_0.lookup(x))
