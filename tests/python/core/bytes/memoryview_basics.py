data = bytearray(b"abcdef")
m = memoryview(data)
print(len(m), m[0], m[-1], m[1:3].tobytes(), m[::2].tolist(), m.format, m.itemsize, m.ndim, m.shape, m.strides, m.nbytes, m.readonly, m.contiguous, m.c_contiguous, m.f_contiguous)
m[0] = 65
m[1:3] = b"XY"
print(data, m.tobytes(), bytes(m), list(m), m == data, m == b"AXYdef", m.obj is data, m.hex(), m.tolist(), 65 in m, m[2:] == b"Ydef")
r = memoryview(b"read")
print(r.readonly, hash(r) == hash(b"read"), r.toreadonly().readonly, list(reversed(r)))
for function in [lambda: r.__setitem__(0, 1), lambda: m.__setitem__(0, 256), lambda: m.__setitem__(0, "a"), lambda: m[100], lambda: m.__setitem__(slice(0, 2), b"abc"),
                 lambda: hash(m), lambda: memoryview("a"), lambda: memoryview(5), lambda: m["a"], lambda: data.append(1), lambda: m.cast("I"), lambda: m[0, 0], lambda: m.__delitem__(0)]:
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__ + ":", e)
m.release()
try:
    m[0]
except ValueError as e:
    print(e)
data.append(33)
print(data)
with memoryview(b"xyz") as w:
    print(w[1])
try:
    w[1]
except ValueError as e:
    print(e)
