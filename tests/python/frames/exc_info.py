import sys
print(sys.exc_info())
def inner():
    return sys.exc_info()[0]
try:
    raise ValueError("a")
except ValueError:
    print(sys.exc_info()[:2], inner(), sys.exception() if hasattr(sys, "exception") else None)
    try:
        raise KeyError("b")
    except KeyError:
        print(inner())
    print(inner())
print(inner())
def gen():
    try:
        raise TypeError("in gen")
    except TypeError:
        yield inner()
        yield inner()
    yield inner()
g = gen()
print(next(g), inner())
try:
    raise OSError
except OSError:
    print(next(g), inner(), next(g), inner())
def finally_sees():
    try:
        try:
            raise ValueError
        finally:
            print("finally", inner())
    except ValueError:
        pass
    print(inner())
finally_sees()
class M:
    def __enter__(self): return self
    def __exit__(self, *a): print("exit", inner()); return True
with M():
    raise IndexError
print(inner())
