def raises():
    yield 1
    raise StopIteration("oops")
def next_of_empty():
    yield 1
    next(iter([]))
def caught():
    try:
        next(iter([]))
    except StopIteration:
        yield "handled"
for g in [raises(), next_of_empty(), caught(), (next(iter([])) for _ in range(2))]:
    try:
        print(list(g))
    except RuntimeError as e:
        print(e, repr(e.__cause__), e.__context__ is e.__cause__)
g = raises()
next(g)
try:
    g.throw(StopIteration("thrown"))
except RuntimeError as e:
    print(e)
def yields_stop():
    try:
        yield 1
    except StopIteration as e:
        yield "caught " + str(e)
g = yields_stop()
next(g)
print(g.throw(StopIteration("inside")))
def returns_tuple():
    return (1, 2)
    yield
def returns_exception():
    return StopIteration("value")
    yield
for f in (returns_tuple, returns_exception):
    try:
        next(f())
    except StopIteration as e:
        print(repr(e.value))
