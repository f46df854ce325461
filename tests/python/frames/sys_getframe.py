import sys
def f(a):
    b = a + 1
    frame = sys._getframe()
    return frame.f_code.co_name, sorted(frame.f_locals), frame.f_lineno, frame.f_back.f_code.co_name, frame.f_globals is globals()
print(f(1))
def caller_name(depth=1): return sys._getframe(depth).f_code.co_name
def outer(): return caller_name(), inner()
def inner(): return caller_name(), caller_name(2)
print(outer(), caller_name(0), (lambda: caller_name())(), [caller_name() for _ in range(1)])
class C:
    name = caller_name()
    def m(self): return caller_name()
print(C.name, C().m())
def gen():
    yield caller_name()
print(list(gen()))
def locals_of_caller(): return dict(sys._getframe(1).f_locals)
def g():
    x, y = 1, [2]
    def closure(): return x
    return locals_of_caller().keys()
print(sorted(g()))
try:
    sys._getframe(10000)
except ValueError as e:
    print(e)
def chain():
    names, frame = [], sys._getframe()
    while frame:
        names.append(frame.f_code.co_name)
        frame = frame.f_back
    return names
print(chain(), (lambda: chain())())
def frame_survives():
    kept = "value"
    return sys._getframe()
frame = frame_survives()
print(frame.f_locals, frame.f_code.co_varnames, frame.f_lineno, type(frame).__name__)
frame.clear()
print(frame.f_locals)
def modifies():
    v = 1
    sys._getframe().f_locals["v"] = 99
    return v
print(modifies())
