# A trace function may set f_lineno; where it may not, the ValueError says why.
import sys


def run(function, source, target, event="line"):
    first = function.__code__.co_firstlineno

    def trace(frame, what, argument):
        nonlocal done
        if frame.f_code is not function.__code__:
            return None
        if not done and what == event and frame.f_lineno == first + source:
            done = True
            try:
                frame.f_lineno = first + target
                print("now", frame.f_lineno - first)
            except (ValueError, AttributeError) as error:
                print(type(error).__name__, str(error).replace(str(first + target), "N"))
        return trace

    done = False
    output = []
    sys.settrace(trace)
    try:
        function(output)
    except Exception as error:
        output.append(type(error).__name__)
    finally:
        sys.settrace(None)
    print(function.__name__, source, target, event, output)


def plain(output):
    output.append(1)
    output.append(2)
    output.append(3)


def loops(output):
    output.append(1)
    for x in (1, 2):
        output.append(x)
        for y in (3, 4):
            output.append(y)
    output.append(5)


def handlers(output):
    try:
        output.append(2)
        1 / 0
    except ZeroDivisionError as error:
        output.append(5)
        output.append(sys.exc_info()[0])
    finally:
        output.append(8)
    output.append(sys.exc_info()[0])


class Manager:
    def __init__(self, output):
        self.output = output

    def __enter__(self):
        self.output.append("enter")

    def __exit__(self, *rest):
        self.output.append("exit")


def managers(output):
    output.append(1)
    with Manager(output):
        output.append(3)
        output.append(4)
    output.append(5)


def parts(output):
    output.append(1)
    print(
        output.append(3),
        output.append(4),
    )
    output.append(6)


for source in (1, 2, 3):
    for target in (1, 3, 4, -1):
        run(plain, source, target)
for source, target in ((1, 3), (3, 1), (3, 6), (5, 6), (5, 3), (5, 1), (1, 5), (3, 5)):
    run(loops, source, target)
for source, target in ((2, 8), (5, 9), (5, 6), (6, 5), (9, 5), (9, 8), (2, 5), (3, 9), (6, 2)):
    run(handlers, source, target)
for source, target in ((1, 3), (3, 5), (4, 3), (5, 4), (3, 1)):
    run(managers, source, target)
for source, target in ((1, 6), (3, 6), (4, 3), (3, 1), (3, 4)):
    run(parts, source, target)
run(plain, 3, 1, "return")
run(plain, 0, 1, "call")
