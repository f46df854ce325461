def show(*args, **kwargs):
    try:
        print(args, kwargs, bytes(*args, **kwargs))
    except Exception as e:
        print(args, kwargs, type(e).__name__ + ":", e)

show()
show(3)
show(-1)
show([1, 2, 255])
show([256])
show([-1])
show(["a"])
show("abc", "utf-8")
show("abc")
show(b"x")
show(range(5))
show(1.5)
show(None)
show([1.5])
show((i for i in (1, 2)) and [7])
show("é", "ascii", "replace")
show("é", encoding="latin-1", errors="strict")
show(source=b"a")
show(source="a", encoding="ascii")
show(2**100)
show([2**100])
show(True)
print(bytes(memoryview(b"mv")))

class B:
    def __bytes__(self):
        return b"from __bytes__"

    def __repr__(self):
        return "B()"

class Wrong(B):
    def __bytes__(self):
        return "text"

show(B())
show(Wrong())
