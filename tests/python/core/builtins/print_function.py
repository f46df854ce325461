print()
print("a", "b", sep="")
print("a", 1, None, 2.5, [1], sep=", ", end="!\n")
print(sep="x")
print("no newline", end="")
print()
print("a", "b", sep=None, end=None)
print(*range(3), *"ab")
print("x", file=None)
class Writer:
    def __init__(self): self.parts = []
    def write(self, s): self.parts.append(s)
    def flush(self): self.parts.append("<flush>")
w = Writer()
print("a", "b", file=w)
print("c", file=w, flush=True, end="")
print(w.parts)
for f in [lambda: print("a", sep=1), lambda: print("a", end=b""), lambda: print("a", x=1), lambda: print("a", file=5)]:
    try:
        f()
    except Exception as e:
        print(type(e).__name__ + ":", e)
print("é", "中", "😀", "\t|", "multi\nline", b"bytes", {"k": "v"})
