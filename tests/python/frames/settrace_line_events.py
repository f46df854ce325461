import sys
events = []
def tracer(frame, event, arg):
    if frame.f_code.co_filename != __file__: return None
    events.append((frame.f_code.co_name, event, frame.f_lineno - frame.f_code.co_firstlineno, arg if event == "return" else arg and arg[0].__name__))
    return tracer
def f(n):
    total = 0
    for i in range(n):
        if i % 2:
            total += i
    return total
def g():
    try:
        raise ValueError("x")
    except ValueError:
        pass
    return f(2)
def h():
    yield 1
    yield 2
def traced(function, *args):
    events.clear()
    sys.settrace(tracer)
    try:
        function(*args)
    finally:
        sys.settrace(None)
    for e in events: print(*e)
    print("--")
traced(f, 3)
traced(g)
traced(lambda: list(h()))
print(sys.gettrace())
events.clear()
f(3)
print(events)
