# A debugger sees the line of a decorated definition again when its result is stored, and the line of a target of its own.
import sys


def keep(value):
    return value


class Manager:
    def __enter__(self):
        return 1

    def __exit__(self, *rest):
        return None


def body():
    @keep
    @keep
    def function():
        return 1

    @keep
    class Class:
        pass
    with Manager() \
            as target:
        function()
    for \
            item \
            in (1, 2):
        pass


def trace(frame, event, argument):
    if frame.f_code is body.__code__:
        print(event, frame.f_lineno - body.__code__.co_firstlineno)
    return trace


sys.settrace(trace)
body()
sys.settrace(None)
