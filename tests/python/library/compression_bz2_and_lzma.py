# bz2 and lzma: whole and piecewise, filters, files, limits, and what is wrong with broken data.
import bz2
import io
import lzma
import tarfile

TEXT = b"".join(b"line %d of a text that compresses well\n" % i for i in range(3000))


def error(function):
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__ + ":", e)


for module, compressor, decompressor in (
    (bz2, bz2.BZ2Compressor, bz2.BZ2Decompressor),
    (lzma, lzma.LZMACompressor, lzma.LZMADecompressor),
):
    packed = module.compress(TEXT)
    print(module.__name__, len(packed) < len(TEXT) // 10, module.decompress(packed) == TEXT)
    print(module.decompress(packed + packed) == TEXT * 2, module.decompress(module.compress(b"")))
    pieces = compressor()
    out = b"".join(pieces.compress(TEXT[i : i + 1000]) for i in range(0, len(TEXT), 1000)) + pieces.flush()
    print(module.decompress(out) == TEXT)
    error(pieces.flush)
    error(lambda: pieces.compress(b"x"))
    reader = decompressor()
    result, fed = [], 0
    while not reader.eof:
        data = b""
        if reader.needs_input:
            data, fed = packed[fed : fed + 100], fed + 100
        result.append(reader.decompress(data, max_length=777))
    print(b"".join(result) == TEXT, max(map(len, result)), reader.eof, reader.needs_input, reader.unused_data)
    reader = decompressor()
    reader.decompress(packed + b"more")
    print(reader.unused_data)
    error(lambda: reader.decompress(b""))
    error(lambda: decompressor().decompress(b"this is no compressed data at all"))
    error(lambda: module.decompress(packed[:-10]))
    file = io.BytesIO()
    with module.open(file, "wt", encoding="utf-8") as writer:
        writer.write("é\nsecond\n")
    file.seek(0)
    print(list(module.open(file, "rt", encoding="utf-8")))
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w:" + {"bz2": "bz2", "lzma": "xz"}[module.__name__]) as tar:
        info = tarfile.TarInfo("name")
        info.size = len(TEXT)
        tar.addfile(info, io.BytesIO(TEXT))
    archive.seek(0)
    with tarfile.open(fileobj=archive) as tar:
        print(tar.getnames(), tar.extractfile("name").read() == TEXT)

print(bz2.compress(b"abc", 1)[:4])
error(lambda: bz2.compress(b"", 10))
filters = [{"id": lzma.FILTER_DELTA, "dist": 4}, {"id": lzma.FILTER_LZMA2, "preset": 7 | lzma.PRESET_EXTREME}]
raw = lzma.compress(TEXT, lzma.FORMAT_RAW, filters=filters)
print(lzma.decompress(raw, lzma.FORMAT_RAW, filters=filters) == TEXT)
print(lzma.decompress(lzma.compress(TEXT, lzma.FORMAT_ALONE)) == TEXT)
for check in (lzma.CHECK_NONE, lzma.CHECK_CRC32, lzma.CHECK_SHA256):
    reader = lzma.LZMADecompressor()
    reader.decompress(lzma.compress(b"x", check=check))
    print(reader.check == check, lzma.is_check_supported(check))
print(lzma._encode_filter_properties(filters[1]), lzma._decode_filter_properties(lzma.FILTER_LZMA2, b"\x16"))
error(lambda: lzma.compress(b"", preset=1, filters=filters))
error(lambda: lzma.compress(b"", lzma.FORMAT_RAW))
error(lambda: lzma.compress(b"", preset=33))
error(lambda: lzma.LZMADecompressor(format=9))
error(lambda: lzma.LZMACompressor(filters=[{"id": 5, "x": 1}]))
error(lambda: lzma.LZMACompressor(filters=[{"id": 99}]))
error(lambda: lzma.decompress(lzma.compress(TEXT), memlimit=1024))
