# Data that are cut off or wrong raise, and never more than that.
import marshal

data = marshal.dumps([1, 2**80, "text", "\u20ac", b"bytes", (1, 2.5, 3j), {"k": {1}}, frozenset([4])])
for end in range(len(data)):
    try:
        marshal.loads(data[:end])
        print(end, "loaded")
    except (EOFError, ValueError, TypeError) as error:
        print(type(error).__name__ in ("EOFError", "ValueError", "TypeError"))
for bad in [b"", b"?", b"0", b"(\xff\xff\xff\xff", b"r\0\0\0\0", b"l\x02\0\0\0\0\0\0\0", b"l\x01\0\0\0\xff\xff", b"[\x01\0\0\0" + b"0"]:
    try:
        print(marshal.loads(bad))
    except Exception as error:
        print(type(error).__name__, error)
for value in [object(), lambda: 0, [object()], type]:
    try:
        marshal.dumps(value)
    except ValueError as error:
        print(error)
code = marshal.dumps(compile("def f(a, *b, c=1): return a + c", "name", "exec"))
namespace = {}
exec(marshal.loads(code), namespace)
print(namespace["f"](4))
for end in range(0, len(code), 7):
    try:
        marshal.loads(code[:end])
    except (EOFError, ValueError):
        pass
