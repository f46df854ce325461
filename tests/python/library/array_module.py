from array import array
for code, values in [("b", [-1, 2]), ("B", [0, 255]), ("h", [-5]), ("i", [1, 2, 3]), ("l", [2**40]), ("q", [-(2**60)]), ("Q", [2**64 - 1]), ("f", [1.5]), ("d", [1.5, 2.25]), ("u", "aé")]:
    a = array(code, values)
    print(a, a.itemsize if code != "l" else 8, len(a), a.tolist(), a.typecode)
a = array("i", range(5))
a.append(5); a.extend([6, 7]); a.insert(0, -1); a.remove(3); a.reverse()
print(a, a.pop(), a.pop(0), a.index(4), a.count(1), a[1:3], a[::-1], a + a[:1], a * 2, 4 in a)
a[0] = 100; a[1:3] = array("i", [9]); del a[-1]
print(a, a == array("i", [100, 9, 2, 1, 0][:len(a)]), a < array("i", [200]), a.tobytes()[:4], bytes(a)[:4], memoryview(a).format, list(memoryview(a)))
b = array("i"); b.frombytes(b"\x01\0\0\0\x02\0\0\0"); b.fromlist([3]); b.byteswap()
print(b, array("B", b"abc"), array("u", "hey").tounicode(), sum(array("d", [0.5] * 4)), array("i", array("b", [1])))
def error(f):
    try: print(f())
    except Exception as x: print(type(x).__name__ + ":", x)
for f in [lambda: array("z"), lambda: array("b", [128]), lambda: array("i", ["a"]), lambda: array("i", [1.5]), lambda: array("i") + [1], lambda: array("i").pop(), lambda: array("i", [1])[5], lambda: array("i", "ab"), lambda: array("i", b"abc"), lambda: array("i").remove(1), lambda: array("i", [1]).__setitem__(0, "x"), lambda: array("B").append(-1), lambda: hash(array("i")), lambda: array("i", [1]) + array("b", [1])]:
    error(f)
