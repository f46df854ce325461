class Good:
    def __index__(self):
        return 3

class Bad:
    def __index__(self):
        return "3"

class OnlyInt:
    def __int__(self):
        return 9

class IntReturnsBool:
    def __int__(self):
        return True

class Truncates:
    def __trunc__(self):
        return 8

def show(function):
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__ + ":", e)

show(lambda: [0, 1, 2, 3][Good()])
show(lambda: "abcd"[Good()])
show(lambda: [0, 1][Bad()])
show(lambda: [0, 1][OnlyInt()])
show(lambda: list(range(Good())))
show(lambda: [0] * Good())
show(lambda: Good() * [0])
show(lambda: "ab" * Good())
show(lambda: int(Good()))
show(lambda: int(OnlyInt()))
show(lambda: int(Bad()))
show(lambda: int("11", Good()))
show(lambda: (1, 2, 3, 4)[:Good()])
show(lambda: "abcdef"[Bad():])
show(lambda: range(OnlyInt()))
show(lambda: bytes(Good()))
show(lambda: chr(Good()))
show(lambda: [1, 2, 3][1.0])
show(lambda: [1, 2, 3][1.0:])
show(lambda: 2 ** Good())
show(lambda: 1 << Good())
show(lambda: round(1.23456, Good()))
