"""bytes, bytearray, memoryview and struct: packs and unpacks records, checksums, run-length coding, a block cipher."""

import struct

SIZES = {"small": 300, "full": 30000}

HEADER = struct.Struct("<IHBx16sd")


def pack_records(n):
    out = bytearray()
    for i in range(n):
        name = b"record-%d" % (i % 1000)
        out += HEADER.pack(i, i % 65536, i & 255, name, i / 8)
        out += struct.pack(">hq", i % 30000 - 15000, -i * 1000003)
    return out


def read_records(data):
    view = memoryview(data)
    size = HEADER.size + 10
    total = 0
    for at in range(0, len(data), size):
        number, short, byte, name, real = HEADER.unpack_from(view, at)
        signed, big = struct.unpack(">hq", view[at + HEADER.size : at + size])
        total += number + short * byte + len(name.rstrip(b"\0")) + int(real) + signed + big % 7
    return total


def adler(data):
    a, b = 1, 0
    for byte in data:
        a += byte
        b += a
        if a > 1 << 24:
            a %= 65521
            b %= 65521
    return (b % 65521) << 16 | a % 65521


def crc_table():
    table = []
    for i in range(256):
        for _ in range(8):
            i = i >> 1 ^ 0xEDB88320 if i & 1 else i >> 1
        table.append(i)
    return table


def crc(data, table):
    value = 0xFFFFFFFF
    for byte in data:
        value = value >> 8 ^ table[(value ^ byte) & 255]
    return value ^ 0xFFFFFFFF


def run_length(data):
    out = bytearray()
    i = 0
    while i < len(data):
        j = i
        while j < len(data) and data[j] == data[i] and j - i < 255:
            j += 1
        out.append(j - i)
        out.append(data[i])
        i = j
    return bytes(out)


def expand(data):
    out = bytearray()
    for i in range(0, len(data), 2):
        out += data[i + 1 : i + 2] * data[i]
    return out


def encipher(data, key):
    words = list(struct.unpack(f"<{len(data) // 8 * 2}I", bytes(data[: len(data) // 8 * 8])))
    for i in range(0, len(words), 2):
        a, b, total = words[i], words[i + 1], 0
        for _ in range(4):
            total = (total + 0x9E3779B9) & 0xFFFFFFFF
            a = (a + ((b << 4) + key[0] ^ b + total ^ (b >> 5) + key[1])) & 0xFFFFFFFF
            b = (b + ((a << 4) + key[2] ^ a + total ^ (a >> 5) + key[3])) & 0xFFFFFFFF
        words[i], words[i + 1] = a, b
    return struct.pack(f"<{len(words)}I", *words)


def main(n):
    data = pack_records(n)
    table = crc_table()
    packed = run_length(data)
    assert expand(packed) == data
    secret = encipher(data, (1, 2, 3, 4))
    swapped = bytearray(data)
    swapped[::2], swapped[1::2] = swapped[1::2], swapped[::2]
    return (
        f"{len(data)} {read_records(data)} {adler(data)} {crc(data, table)} {len(packed)} "
        f"{crc(secret, table)} {adler(swapped)} {secret[:4].hex()}"
    )


if __name__ == "__main__":
    import sys

    print("checksum", main(SIZES[sys.argv[1] if len(sys.argv) > 1 else "small"]))
