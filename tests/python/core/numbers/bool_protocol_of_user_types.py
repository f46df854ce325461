class Length:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n

class Truth:
    def __init__(self, value):
        self.value = value

    def __bool__(self):
        return self.value

    def __len__(self):
        return 0

def error(function):
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__ + ":", e)

print(bool(Length(0)), bool(Length(3)), bool(Truth(True)), bool(Truth(False)), bool(object()))
error(lambda: bool(Truth(1)))
error(lambda: bool(Truth(None)))
error(lambda: bool(Length(-1)))
error(lambda: bool(Length("a")))
error(lambda: bool(Length(2**100)))
error(lambda: not Truth("x"))
error(lambda: Truth(False) or "right")
error(lambda: Truth(True) and "right")
error(lambda: "yes" if Length(0) else "no")
while Truth(True):
    print("loop")
    break
