import zlib, gzip, hashlib, base64, binascii, hmac, io
data = b"hello world " * 100
for level in (0, 1, 6, 9): assert zlib.decompress(zlib.compress(data, level)) == data
print(len(zlib.compress(data)) < 60, zlib.crc32(data), zlib.adler32(data), zlib.crc32(b"b", zlib.crc32(b"a")) == zlib.crc32(b"ab"), gzip.decompress(gzip.compress(data)) == data, binascii.crc32(b"x"))
c = zlib.compressobj(wbits=-15); z = c.compress(data) + c.flush(); d = zlib.decompressobj(-15); print(d.decompress(z, 10), d.decompress(d.unconsumed_tail) + d.flush() == data[10:], d.eof)
b = io.BytesIO()
with gzip.GzipFile(fileobj=b, mode="wb", mtime=0) as g: g.write(b"line1\nline2\n")
b.seek(0); print(list(gzip.open(b)))
for name in ["md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "blake2b", "blake2s"]:
    h = hashlib.new(name, b"abc"); print(name, h.hexdigest(), h.digest_size, h.block_size)
h = hashlib.sha256(); h.update(b"a"); k = h.copy(); h.update(b"bc"); print(h.hexdigest()[:8], k.hexdigest()[:8], h.name, hashlib.shake_128(b"x").hexdigest(4), hmac.new(b"key", b"msg", "sha256").hexdigest(), hmac.compare_digest(b"a", b"a"), hashlib.pbkdf2_hmac("sha1", b"p", b"s", 10).hex(), "sha256" in hashlib.algorithms_guaranteed)
for f in ["b64encode", "urlsafe_b64encode", "b32encode", "b16encode", "a85encode", "b85encode"]:
    e = getattr(base64, f)(b"\x00\xff any bytes?>"); print(f, e, getattr(base64, f.replace("encode", "decode"))(e))
print(binascii.hexlify(b"\x01\xff", "-"), binascii.unhexlify("01ff"), binascii.b2a_base64(b"a"), binascii.a2b_base64(b"YQ=="), base64.encodebytes(b"x" * 60))
def error(f):
    try: print(f())
    except Exception as e: print(type(e).__name__ + ":", e)
for f in [lambda: zlib.decompress(b"bad"), lambda: gzip.decompress(b"bad"), lambda: base64.b64decode(b"YQ"), lambda: base64.b64decode("é"), lambda: binascii.unhexlify("0"), lambda: hashlib.new("nope"), lambda: zlib.compress("text"), lambda: zlib.compress(b"", 99), lambda: hashlib.md5("text"), lambda: base64.b32decode(b"1"), lambda: base64.b64decode(b"Y Q=@", validate=True), lambda: zlib.decompress(zlib.compress(b"abc")[:-2])]:
    error(f)
