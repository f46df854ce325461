def error(function):
    try:
        function()
    except BaseException as e:
        print(type(e).__name__, e.args, repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
def raise_(*a):
    if len(a) == 1: raise a[0]
    raise a[0] from a[1]
class NotException: pass
class BadInit(Exception):
    def __init__(self): raise KeyError("in init")
class NewReturns(Exception):
    def __new__(cls): return 5
error(lambda: raise_(ValueError))
error(lambda: raise_(ValueError("a", 1)))
error(lambda: raise_(5))
error(lambda: raise_(NotException))
error(lambda: raise_("text"))
error(lambda: raise_(None))
error(lambda: raise_(BadInit))
error(lambda: raise_(NewReturns))
error(lambda: raise_(ValueError("x"), KeyError("cause")))
error(lambda: raise_(ValueError, KeyError))
error(lambda: raise_(ValueError("x"), None))
error(lambda: raise_(ValueError("x"), 5))
error(lambda: raise_((ValueError, TypeError)))
def bare(): raise
error(bare)
def reraise():
    try:
        1 / 0
    except ZeroDivisionError:
        raise
error(reraise)
def in_handler():
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise ValueError("converted") from e
error(in_handler)
def suppressed():
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("clean") from None
error(suppressed)
def nested():
    try:
        try:
            raise KeyError(1)
        except KeyError:
            raise ValueError(2)
    except ValueError:
        raise TypeError(3)
try:
    nested()
except TypeError as e:
    while e:
        print(repr(e), end=" <- ")
        e = e.__context__
    print()
def same():
    e = ValueError("self")
    try:
        raise e
    except ValueError:
        raise e
error(same)
def bare_in_function_of_handler():
    try:
        raise KeyError("handled")
    except KeyError:
        bare()
error(bare_in_function_of_handler)
e = ValueError("c")
e.__cause__ = KeyError("set")
print(e.__suppress_context__, repr(e.__cause__))
for attribute in ["__cause__", "__context__", "__traceback__"]:
    try:
        setattr(e, attribute, 5)
    except TypeError as t:
        print(t)
try:
    del e.__cause__
except TypeError as t:
    print(t)
