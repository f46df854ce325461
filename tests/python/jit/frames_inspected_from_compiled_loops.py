# Frames of inlined calls are there, with their variables, for whoever looks at them.
import sys
import traceback


def where(depth):
    frame = sys._getframe(1)
    names = []
    for _ in range(depth):
        names.append((frame.f_code.co_name, frame.f_lineno, sorted(frame.f_locals)))
        frame = frame.f_back
    return names


def inner(x):
    y = x + 1
    if x % 500 == 499:
        return where(3)
    return y


def outer(x):
    z = x * 2
    return inner(z // 2)


def main(n):
    for i in range(n):
        result = outer(i)
        if isinstance(result, list):
            print(i, result)


main(2200)


def kept(n):
    frames = []
    for i in range(n):
        frames.append(make(i))
    return frames


def make(i):
    local = i * 3
    return sys._getframe() if i % 300 == 0 else None


print([frame.f_locals for frame in kept(1600) if frame])


def values(n):
    a, b = 0, 1.5
    for i in range(n):
        a += i
        b *= 1.0
        if i == n - 2:
            print(locals())
    return a


print(values(1800))


def fail_at(i, n):
    if i == n:
        text = "".join(traceback.format_stack(limit=2))
        print(text.count("fail_at(i, 1700)"), "in caller" in text)
        raise LookupError(i)


def caller():
    for i in range(2000):
        fail_at(i, 1700)


try:
    caller()
except LookupError as error:
    print([(entry.name, entry.line) for entry in traceback.extract_tb(error.__traceback__)])
