a, b = bytearray(b"xy"), b"xy"
print(a + b, b + a, type(a + b).__name__, type(b + a).__name__, a == b, b == a, a in [b], b.join([a, b]), a.join([a, b]), a.replace(b"x", a), b.replace(a, b"z"))
print(a.upper(), a.split(b"x"), a.partition(b"x"), bytearray(b"a,b").split(b","), a[0:1], a[0], list(a), bytes(a), bytearray(a), bytearray("é", "utf-8"), bytearray(3))
d = a
d += b"z"
print(a, d is a)
s = b
s += b"z"
print(b, s)
print(repr(bytearray(b"it's")), str(bytearray(b"\x00")), {bytes(a): 1}[b"xyz"], a.find(b"z"), a.decode(), a.isalpha(), a.startswith(bytearray(b"x")))
import_free = [bytearray(b"%d") % 5, bytearray([1, 2]) < bytearray([1, 3]), max(bytearray(b"az"))]
print(import_free)
