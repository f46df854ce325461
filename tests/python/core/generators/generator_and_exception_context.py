def gen():
    try:
        yield 1
    except ValueError as e:
        print("context", repr(e.__context__))
        yield 2
g = gen()
next(g)
try:
    raise KeyError("outer")
except KeyError:
    print(g.throw(ValueError("inner")))
def g2():
    try:
        raise OSError("in generator")
    except OSError:
        yield "suspended while handling"
        try:
            raise
        except OSError as e:
            yield repr(e)
g = g2()
print(next(g))
try:
    raise TypeError("unrelated")
except TypeError:
    print(next(g))
def g3():
    yield 1
    raise ValueError("raised in generator")
g = g3()
try:
    raise KeyError("caller is handling this")
except KeyError:
    next(g)
    try:
        next(g)
    except ValueError as e:
        print(repr(e.__context__))
def g4():
    with_log = []
    try:
        with_log.append("enter")
        yield with_log
    finally:
        with_log.append("cleanup")
l = next(g4())
g = g4()
l = next(g)
g.close()
print(l)
def g5():
    try:
        yield
    except GeneratorExit as e:
        print(repr(e), e.__context__)
        raise
g = g5()
next(g)
try:
    raise RuntimeError("handling")
except RuntimeError:
    g.close()
