import ctypes, mmap, tempfile
from ctypes import *
libc = CDLL(None)
print(libc.abs(-5), libc.strlen(b"hello"), c_int(5), c_int(2**31).value, c_ubyte(-1).value, c_double(1.5).value, sizeof(c_long), c_char_p(b"x").value, c_bool(5).value, c_float(0.1).value)
libc.strtol.restype = c_long; libc.strtol.argtypes = [c_char_p, c_void_p, c_int]; print(libc.strtol(b"ff", None, 16))
class P(Structure): _fields_ = [("x", c_int), ("y", c_short), ("z", c_double)]
class U(Union): _fields_ = [("i", c_uint32), ("b", c_ubyte * 4)]
class B(BigEndianStructure): _fields_ = [("a", c_uint16), ("f", c_uint8, 3), ("g", c_uint8, 5)]
p = P(1, 2, z=3.5); u = U(i=0x01020304); print(p.x, p.y, p.z, sizeof(P), P.y.offset, list(u.b), bytes(B(0x0102, 5, 9)), bytes(p)[:4])
a = (c_int * 3)(1, 2, 3); a[1] = 9; print(list(a), len(a), a[0:2], sizeof(a)); pp = pointer(p); pp.contents.x = 7; print(p.x, pp[0].x, byref(p) is not None, bool(POINTER(c_int)()))
cmp = CFUNCTYPE(c_int, POINTER(c_int), POINTER(c_int))(lambda a, b: a[0] - b[0]); arr = (c_int * 5)(5, 2, 9, 1, 3); libc.qsort(arr, 5, sizeof(c_int), cmp); print(list(arr))
s = create_string_buffer(b"abc", 10); print(s.value, s.raw, sizeof(s), string_at(s, 2), cast(s, c_void_p).value == addressof(s)); memmove(s, b"XY", 2); print(s.value)
def error(f):
    try: print(f())
    except Exception as e: print(type(e).__name__ + ":", e)
error(lambda: c_int("a")); error(lambda: libc.no_such_function_zz); error(lambda: P(1, 2, 3, 4)); error(lambda: a[5]); error(lambda: libc.strtol(5, None, 1)); error(lambda: (c_int * 2)(1, 2, 3))
with tempfile.TemporaryFile() as f:
    f.write(b"0123456789"); f.flush()
    with mmap.mmap(f.fileno(), 0) as m: print(m[:3], len(m), m.find(b"5"), m.read(2), m.tell()); m[0:2] = b"ab"; m.seek(0); print(m.readline(), m.size())
m = mmap.mmap(-1, 16); m.write(b"anon"); print(m[:5], m.close())
