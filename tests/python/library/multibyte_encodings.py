# The East Asian encodings: all characters there and back, broken input, pieces, streams, states.
import codecs
import hashlib
import io
import random

ENCODINGS = (
    "gb2312 gbk gb18030 hz big5hkscs shift_jis cp932 euc_jp shift_jis_2004 euc_jis_2004 euc_jisx0213 shift_jisx0213 "
    "euc_kr cp949 johab big5 cp950 iso2022_kr iso2022_jp iso2022_jp_1 iso2022_jp_2 iso2022_jp_2004 iso2022_jp_3 iso2022_jp_ext"
).split()
characters = [chr(c) for c in list(range(0, 0xD800, 3)) + list(range(0xE000, 0x10000, 5)) + list(range(0x20000, 0x2FA20, 11)) + [0x10FFFF]]
everything = "".join(chr(c) for c in range(0x30000) if not 0xD800 <= c < 0xE000)
random.seed(5)
LEADS = [0x1B, 0x24, 0x28, 0x29, 0x42, 0x40, 0x41, 0x43, 0x44, 0x4A, 0x7E, 0x7B, 0x7D, 0x0E, 0x0F, 0x0A, 0x8E, 0x8F, 0xA4, 0xD4, 0x30]
noise = [
    bytes(random.choice(LEADS) if random.random() < 0.2 else random.randrange(256) for _ in range(random.randrange(1, 12))) for _ in range(1500)
]
TEXT = "日本語 한국어 中文 kana かな ｶﾅ é\n똠 第二行\næ\u0300 \U00020089 end\n"


def outcome(function, *arguments):
    try:
        return function(*arguments)
    except UnicodeError as error:
        return type(error).__name__, error.encoding, error.start, error.end, error.reason


def digest(items):
    state = hashlib.md5()
    for item in items:
        state.update(repr(item).encode("utf-8", "surrogatepass"))
    return state.hexdigest()[:12]


for name in ENCODINGS:
    one_by_one = digest(outcome(c.encode, name) for c in characters)
    whole = everything.encode(name, "ignore")
    back = whole.decode(name, "replace")
    broken = digest(outcome(n.decode, name) for n in noise)
    replaced = digest(n.decode(name, "replace") for n in noise)
    print(name, one_by_one, len(whole), hashlib.md5(whole).hexdigest()[:12], len(back), broken, replaced)
    data = TEXT.encode(name, "xmlcharrefreplace")
    print("  ", data)
    encoder, decoder = codecs.getincrementalencoder(name)("ignore"), codecs.getincrementaldecoder(name)()
    pieces = [encoder.encode(c) for c in TEXT] + [encoder.encode("", True)]
    print("  ", b"".join(pieces) == TEXT.encode(name, "ignore"), "".join(decoder.decode(bytes([b])) for b in data) == data.decode(name), decoder.getstate())
    reader = codecs.getreader(name)(io.BytesIO(data))
    print("  ", [reader.readline(), reader.read(3), reader.read()], codecs.lookup(name).name)
    out = io.BytesIO()
    writer = codecs.getwriter(name)(out, "replace")
    writer.writelines(TEXT)
    writer.reset()
    print("  ", out.getvalue() == TEXT.encode(name, "replace"))
try:
    __import__("_codecs_cn").getcodec("big5")
except LookupError as error:
    print(error)
