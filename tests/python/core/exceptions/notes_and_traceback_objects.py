e = ValueError("v")
print(hasattr(e, "__notes__"), e.__traceback__)
e.add_note("first note")
e.add_note("second")
print(e.__notes__, str(e))
for bad in [5, None, b"x"]:
    try:
        e.add_note(bad)
    except TypeError as t:
        print(t)
def f():
    g()
def g():
    raise KeyError("deep")
try:
    f()
except KeyError as k:
    tb = k.__traceback__
    names = []
    while tb:
        names.append((tb.tb_frame.f_code.co_name, tb.tb_lineno, type(tb).__name__))
        tb = tb.tb_next
    print(names)
    stripped = k.with_traceback(None)
    print(stripped is k, k.__traceback__)
def h():
    try:
        g()
    except KeyError as e:
        return e
k = h()
count = 0
tb = k.__traceback__
while tb: count, tb = count + 1, tb.tb_next
print(count)
try:
    raise k
except KeyError as again:
    count, tb = 0, again.__traceback__
    while tb: count, tb = count + 1, tb.tb_next
    print(count, again is k)
try:
    ValueError("x").with_traceback(5)
except TypeError as t:
    print(t)
