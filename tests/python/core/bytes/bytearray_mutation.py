b = bytearray(b"abc")
b[0] = 120
b.append(100)
b.extend(b"ef")
b.extend([103, 104])
b += b"!"
b.insert(1, 45)
print(b, len(b), b.pop(), b.pop(0), b)
b.remove(98) if 98 in b else None
b.reverse()
print(b)
b[1:3] = b"XYZ"
print(b)
b[::2] = bytes(len(b[::2]))
print(b)
del b[0]
del b[1:3]
print(b, b.copy(), b * 2)
b.clear()
print(b, bool(b))
c = bytearray(3)
c[:] = b"longer than before"
c *= 2
print(c)
for statement in ["c[0] = 256", "c[0] = 'a'", "c[100] = 1", "c.append('a')", "c.append(300)", "c.extend('a')", "c.remove(1)", "c[0:2] = 'ab'", "c[::2] = b'a'",
                  "c.insert('a', 1)", "bytearray().pop()", "del c[100]", "c.pop(100)", "c[0] = -1", "c += 'x'", "c.extend([1, 'a'])", "c[0:1] = 5", "hash(c)"]:
    try:
        exec(statement)
        print(statement, "ok")
    except Exception as e:
        print(statement, type(e).__name__ + ":", e)
print(c[:5])
