# Events of generators, delegation and exceptions.
import sys


def leaf():
    yield 0
    return 123


def middle():
    x = yield from leaf()
    for i in leaf():
        y = i
    return x


def raises():
    raise ValueError("x")


def main():
    for i in middle():
        z = i
    try:
        raises()
    except ValueError as error:
        z = 1
    return 5


events = []


def trace(frame, event, argument):
    events.append((frame.f_code.co_name, event, frame.f_lineno, repr(argument)[:40]))
    return trace


sys.settrace(trace)
main()
sys.settrace(None)
for event in events:
    print(event)
print(sys.gettrace())
