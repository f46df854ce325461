data = bytearray(range(1, 17))
m = memoryview(data)
for code in "bBhHiIlLqQ":
    c = m.cast(code)
    print(code, c.itemsize, len(c), c[0], c[-1], c.tolist()[:3])
q = m.cast("Q")
q[0] = 2**64 - 1
print(data[:8], m.cast("b")[0], m.cast("c")[8])
grid = m.cast("B", (4, 4))
print(grid.shape, grid.strides, grid.ndim, grid[1, 2], grid[3, -1], grid.tolist())
f = memoryview(bytearray(16)).cast("d")
f[0] = 1.5
print(f.tolist(), f.format, f.tobytes()[:8])
for function in [lambda: m[1:].cast("I"), lambda: m.cast("z"), lambda: m[::2].cast("B"), lambda: q.__setitem__(0, -1), lambda: q.__setitem__(0, 1.5), lambda: m.cast("B", (5, 5)), lambda: q.cast("I"),
                 lambda: grid[5, 0], lambda: grid[0], lambda: f.__setitem__(0, "a")]:
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__ + ":", e)
