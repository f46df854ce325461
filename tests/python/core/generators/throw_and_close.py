def worker():
    while True:
        try:
            x = yield "ready"
            print("got", x)
        except ValueError as e:
            print("caught", e)
            yield "recovered"
        finally:
            print("finally")
g = worker()
print(next(g), g.send(1), g.throw(ValueError("v")), next(g))
try:
    g.throw(KeyError("k"))
except KeyError as e:
    print("KeyError", e)
print(list(g))
g = worker()
try:
    g.throw(ValueError("before start"))
except ValueError as e:
    print(e)
print(next(g, "finished"))
g = worker()
next(g)
g.close()
g.close()
def ignores():
    try:
        yield 1
    except GeneratorExit:
        yield "no"
g = ignores()
next(g)
try:
    g.close()
except RuntimeError as e:
    print(e)
def returns():
    try:
        yield 1
    except GeneratorExit:
        return "value"
g = returns()
next(g)
print(g.close())
def raises():
    try:
        yield 1
    finally:
        raise OSError("in close")
g = raises()
next(g)
try:
    g.close()
except OSError as e:
    print(e, type(e.__context__).__name__)
def simple(): yield 1
g = simple()
for args in [(ValueError,), (ValueError, "message"), (ValueError("x"), None, None), (5,), ("text",), (ValueError("x"), "y"), (), (ValueError, ValueError("inst")), (ValueError, None, 5), (int,)]:
    g = simple()
    next(g)
    try:
        g.throw(*args)
    except BaseException as e:
        print(args and str(args[0])[:20], "->", type(e).__name__ + ":", e)
g = simple()
g.close()
try:
    next(g)
except StopIteration:
    print("closed before start")
try:
    g.throw(ValueError, "after close")
except ValueError as e:
    print(e)
