# Buffers resized, closed or released while somebody uses them.
import array
import binascii
import io
import re
import struct
import zlib


def attempt(name, f):
    try:
        print(name, f())
    except Exception as e:
        print(name, type(e).__name__, e)


def bytearray_exported():
    b = bytearray(b"abc")
    m = memoryview(b)
    out = []
    for f in (lambda: b.append(1), lambda: b.clear(), lambda: b.extend(b"xx"), lambda: b.pop(), lambda: b.__delitem__(0),
              lambda: b.__setitem__(slice(0, 1), b"xyz"), lambda: b.insert(0, 1), lambda: b.remove(97),
              lambda: b.__iadd__(b"q"), lambda: b.__imul__(3), lambda: b.__init__(b"zz")):
        try:
            f()
            out.append("ok")
        except BufferError as e:
            out.append(str(e))
    b[0:1] = b"z"
    b.reverse()
    return out, b, m.tobytes()


def array_exported():
    b = array.array("i", [1, 2, 3])
    m = memoryview(b)
    out = []
    for f in (lambda: b.append(1), lambda: b.extend(b), lambda: b.pop(), lambda: b.__delitem__(0),
              lambda: b.insert(0, 1), lambda: b.remove(1), lambda: b.fromlist([1]), lambda: b.frombytes(b"1234"),
              lambda: b.__iadd__(b), lambda: b.__imul__(3), lambda: b.__setitem__(slice(0, 0), b)):
        try:
            f()
            out.append("ok")
        except BufferError as e:
            out.append(str(e))
    return out, b, m.tolist()


def memoryview_release_in_index():
    m = memoryview(bytearray(b"abc"))

    class I:
        def __index__(self):
            m.release()
            return 1

    out = []
    for f in (lambda: m[I()], lambda: m.__setitem__(0, I()), lambda: m.__setitem__(I(), 1), lambda: m[I():]):
        m = memoryview(bytearray(b"abc"))
        try:
            f()
            out.append("ok")
        except (ValueError, TypeError) as e:
            out.append(str(e))
    return out


def memoryview_pack_releases():
    out = []
    for format in "bBhHiIlLqQnNfd?c":
        b = bytearray(16)
        m = memoryview(b).cast(format)

        class V:
            def __index__(self):
                m.release()
                return 1

            def __float__(self):
                m.release()
                return 1.0

            def __bool__(self):
                m.release()
                return True

        try:
            m[0] = V()
            out.append("ok")
        except Exception as e:
            out.append(type(e).__name__)
    return out


def memoryview_compare():
    m = memoryview(bytearray(b"abc"))
    n = m.cast("c")
    return m == n, m[::2] == n, m.toreadonly() == m


def memoryview_iteration_release():
    m = memoryview(bytearray(b"abc"))
    out = []
    try:
        for x in m:
            out.append(x)
            m.release()
    except ValueError as e:
        out.append(str(e))
    return out


def memoryview_hash_released():
    m = memoryview(b"abc")
    h = hash(m)
    m.release()
    return hash(m) == h


def join_changes_buffer():
    b = bytearray(b"abc")

    class It:
        def __iter__(self):
            yield b
            b.clear()
            b.extend(b"x" * 1000)
            yield b"y"

    return b"-".join(It())


def struct_pack_into_resizes():
    b = bytearray(16)

    class I:
        def __index__(self):
            b.clear()
            return 5

    try:
        struct.pack_into("ii", b, 0, I(), I())
    except (BufferError, struct.error) as e:
        return type(e).__name__
    return len(b)


def struct_pack_into_offset():
    b = bytearray(16)

    class I:
        def __index__(self):
            b.clear()
            return 8

    try:
        struct.pack_into("ii", b, I(), 1, 2)
    except (BufferError, struct.error) as e:
        return type(e).__name__
    return len(b)


def regex_on_changing_buffer():
    b = bytearray(b"abcabcabc" * 100)

    def repl(m):
        b[:] = b"x" * len(b)
        return b"-"

    try:
        return re.sub(b"a", repl, b)[:20]
    except BufferError as e:
        return str(e)


def regex_resized():
    b = bytearray(b"abcabcabc" * 100)

    def repl(m):
        b.clear()
        return b"-"

    try:
        return re.sub(b"a", repl, b)[:20]
    except BufferError as e:
        return str(e)


def match_of_resized():
    b = bytearray(b"abcabcabc" * 100)
    m = re.match(b"(abc)+", b)
    b.clear()
    return m.span(), m.group(), m.groups(), m[1], m.expand(rb"<\1>"), repr(m)


def readinto_changing():
    b = bytearray(10)

    class Raw(io.RawIOBase):
        def readable(self):
            return True

        def readinto(self, target):
            try:
                b.clear()
            except BufferError:
                return 0
            return 3

    return io.BufferedReader(Raw()).readinto(b), len(b)


def raw_returns_too_much():
    class Raw(io.RawIOBase):
        def readable(self):
            return True

        def readinto(self, target):
            return len(target) + 100

    try:
        return io.BufferedReader(Raw()).read(10)
    except OSError as e:
        return str(e)


def raw_returns_negative():
    class Raw(io.RawIOBase):
        def readable(self):
            return True

        def readinto(self, target):
            return -5

    try:
        return io.BufferedReader(Raw()).read(10)
    except OSError as e:
        return str(e)


def raw_write_too_much():
    class Raw(io.RawIOBase):
        def writable(self):
            return True

        def write(self, data):
            return len(data) + 100

    w = io.BufferedWriter(Raw())
    try:
        w.write(b"x" * 10)
        w.flush()
    except OSError as e:
        return str(e)


def raw_keeps_target():
    kept = []

    class Raw(io.RawIOBase):
        def readable(self):
            return True

        def readinto(self, target):
            kept.append(target)
            target[:3] = b"abc"
            return 3

    r = io.BufferedReader(Raw())
    data = r.read(3)
    r = None
    import gc

    gc.collect()
    try:
        return data, len(kept[0]) > 0
    except ValueError as e:
        return data, str(e)


def text_decoder_misbehaves():
    class Raw(io.BytesIO):
        def read1(self, n=-1):
            return "text"

        read = read1

    try:
        return io.TextIOWrapper(Raw(), encoding="ascii").read(1)
    except TypeError as e:
        return str(e)


def zlib_changes():
    b = bytearray(b"abc" * 100)
    d = zlib.compressobj()
    return len(d.compress(b) + d.flush()) > 5, zlib.crc32(b), binascii.hexlify(b[:3])


def bytes_from_changing_list():
    a = [1, 2, 3]

    class I:
        def __index__(self):
            a.clear()
            a.extend([1] * 1000)
            return 7

    a[0] = I()
    return len(bytes(a)) in (1000, 3), len(a)


def bytearray_from_changing_list():
    a = [1] * 10

    class I:
        def __index__(self):
            del a[1:]
            return 7

    a[0] = I()
    return bytearray(a)


def bytearray_init_reenters():
    b = bytearray(b"abc")

    class It:
        def __iter__(self):
            b.__init__(b"zz")
            yield 1

    b.__init__(It())
    return b


def bytearray_iteration():
    b = bytearray(b"abcdef")
    out = []
    for x in b:
        out.append(x)
        if x == 98:
            b.clear()
    return out


def bytearray_find_self():
    b = bytearray(b"abcdef")
    return b.find(b), b.count(b), b.replace(b, b * 2), b.split(b), b.partition(b), b in b


def translate_table_changes():
    return bytearray(b"abc").translate(bytearray(range(256)), bytearray(b"b"))


def array_index_changes():
    a = array.array("i", range(10))

    class E:
        def __eq__(self, other):
            del a[2:]
            return False

    try:
        return a.index(E())
    except ValueError:
        return "ValueError", len(a), a.count(E())


def array_extend_changes():
    a = array.array("i", range(3))

    def gen():
        for i in range(5):
            if len(a):
                a.pop()
            yield i

    a.extend(gen())
    return a


def array_iteration():
    a = array.array("i", range(10))
    out = []
    for x in a:
        out.append(x)
        del a[3:]
    return out


def fromfile_changes():
    a = array.array("b")

    class F:
        def read(self, n):
            a.append(1)
            return b"12"

    try:
        a.fromfile(F(), 5)
    except EOFError as e:
        return str(e), a


for f in [v for v in list(globals().values()) if callable(v) and getattr(v, "__module__", "") == "__main__"]:
    if f.__name__ != "attempt":
        attempt(f.__name__, f)
