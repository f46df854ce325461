"""Cases for base/hashes and base/transfer."""

import base64
import binascii
import hashlib
import zlib

from encode import integer

FIXED = "md5 sha1 sha224 sha256 sha384 sha512 sha3_224 sha3_256 sha3_384 sha3_512".split()


def answer(function, *arguments, **keywords):
    try:
        return function(*arguments, **keywords).hex()
    except ValueError as error:
        return str(error)


def flag(value):
    return "1" if value else "0"


def random_bytes(random, alphabet, most):
    return bytes(random.choice(alphabet) for _ in range(random.randrange(most)))


def blake2_case(random, kind):
    wide = kind == "b"
    data = random.randbytes(random.choice([0, 1, 63, 64, 65, 127, 128, 129, 1000]))
    size = random.choice([1, 16, 32, 64 if wide else 32])
    key = random.randbytes(random.choice([0, 0, 1, 32, 64 if wide else 32]))
    salt = random.randbytes(random.choice([0, 4, 16 if wide else 8]))
    person = random.randbytes(random.choice([0, 4, 16 if wide else 8]))
    fanout, depth = random.choice([(1, 1), (2, 2), (0, 255), (255, 3)])
    leaf = random.choice([0, 4096, 2**32 - 1])
    offset = random.choice([0, 1, 2**40 + 5, 2**64 - 1 if wide else 2**48 - 1])
    node_depth, inner = random.choice([0, 1, 255]), random.choice([0, size])
    last = random.random() < 0.5
    function = hashlib.blake2b if wide else hashlib.blake2s
    expected = function(data, digest_size=size, key=key, salt=salt, person=person, fanout=fanout, depth=depth,
                        leaf_size=leaf, node_offset=offset, node_depth=node_depth, inner_size=inner, last_node=last)
    arguments = [kind, data.hex(), integer(size), key.hex(), salt.hex(), person.hex(), integer(fanout), integer(depth),
                 integer(leaf), integer(offset), integer(node_depth), integer(inner), flag(last)]
    return "blake2", arguments, expected.hexdigest()


def cases(random, rounds):
    for size in [*range(0, 300), 1000, 4096, 10000]:
        data = random.randbytes(size)
        for name in FIXED:
            yield "digest", [name, data.hex()], hashlib.new(name, data).hexdigest()
        for name in ("shake_128", "shake_256"):
            wanted = random.choice([0, 1, 32, 136, 168, 169, 500])
            yield "digest", [name, data.hex(), integer(wanted)], hashlib.new(name, data).hexdigest(wanted)
        start = random.choice([0, 1, random.getrandbits(32)])
        yield "checksum", ["crc32", data.hex(), integer(start)], str(binascii.crc32(data, start))
        yield "checksum", ["adler32", data.hex(), integer(start)], str(zlib.adler32(data, start))
        yield "checksum", ["crc_hqx", data.hex(), integer(start)], str(binascii.crc_hqx(data, start))
    data = b"\xff" * 100_000
    yield "checksum", ["adler32", data.hex(), "1"], str(zlib.adler32(data))
    plain = b"ABCabc019+/="
    for _ in range(rounds):
        yield blake2_case(random, random.choice("bs"))
        data = random.randbytes(random.randrange(100))
        encoded = base64.b64encode(data)
        yield "to_base64", [data.hex()], encoded.hex()
        mutated = bytearray(encoded)
        for _ in range(random.choice([0, 1, 2, 3])):
            at = random.randrange(len(mutated) + 1)
            if random.random() < 0.5:
                mutated[at:at] = bytes([random.choice(b"=A\n -_\xff=")])
            else:
                del mutated[at:at + 1]
        for text in (encoded, bytes(mutated), random_bytes(random, plain, 12), random_bytes(random, b"A==", 9)):
            for mode in ("strict", "lenient"):
                expected = answer(binascii.a2b_base64, text, strict_mode=mode == "strict")
                yield "from_base64", [text.hex(), mode], expected
        group = random.choice([0, 1, 2, 3, -1, -2, -3, 8, -8, 1000, 2**31 - 1, -(2**31)])
        yield "to_hexadecimal", [data.hex()], data.hex()
        yield "to_hexadecimal", [data.hex(), ":", integer(group)], data.hex(":", group)
        digits = data.hex().encode()
        text = random.choice([digits, digits.upper(), random_bytes(random, b"0123456789abcdefABgG ", 8)])
        yield "from_hexadecimal", [text.hex()], answer(binascii.unhexlify, text)
        line = data[:45]
        backtick = random.random() < 0.5
        encoded = binascii.b2a_uu(line, backtick=backtick)
        yield "to_uu", [line.hex(), flag(backtick)], encoded.hex()
        for text in (encoded, encoded.rstrip(), encoded[:random.randrange(len(encoded) + 1)], encoded + b"  `\r\n",
                     encoded + random.choice([b"x", b" \x7f"]), random_bytes(random, bytes(range(28, 100)), 20)):
            yield "from_uu", [text.hex()], answer(binascii.a2b_uu, text)
        text = random.choice([
            random_bytes(random, b"ab .=\t\r\n_\xe9\x00~\x7f", 40), random_bytes(random, b"abc de", 300),
            random_bytes(random, b"abc \r\n.", 300),
            b"x" * random.randrange(70, 80) + random_bytes(random, b"= \n\r.\xff", 5)])
        for quote_tabs in (False, True):
            for is_text in (False, True):
                for header in (False, True):
                    expected = binascii.b2a_qp(text, quotetabs=quote_tabs, istext=is_text, header=header).hex()
                    yield "to_quoted_printable", [text.hex(), flag(quote_tabs), flag(is_text), flag(header)], expected
        text = random.choice([text, random_bytes(random, b"=AF09ag_\r\n x", 30), binascii.b2a_qp(text)])
        for header in (False, True):
            yield "from_quoted_printable", [text.hex(), flag(header)], binascii.a2b_qp(text, header=header).hex()
