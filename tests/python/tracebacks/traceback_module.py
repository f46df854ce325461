import traceback, sys
def f(): g()
def g(): raise KeyError("k")
try:
    f()
except KeyError as e:
    print(traceback.format_exc().replace(__file__, "FILE"))
    print([(s.name, s.lineno, s.line) for s in traceback.extract_tb(e.__traceback__)])
    print(traceback.format_exception_only(type(e), e), traceback.format_exception(e)[-1])
    t = traceback.TracebackException.from_exception(e)
    print(t.exc_type, str(t), len(t.stack), t.stack[0].name)
    print("".join(traceback.format_list(traceback.extract_tb(e.__traceback__, limit=1))).replace(__file__, "FILE"))
print([s.name for s in traceback.extract_stack()])
def stack(): return [s.name for s in traceback.extract_stack()]
print(stack(), traceback.format_exception_only(ValueError("v")), traceback.format_exception(ValueError("no traceback")))
try:
    try: 1 / 0
    except ZeroDivisionError: raise OSError(2, "x") from None
except OSError:
    print("ZeroDivisionError" in traceback.format_exc())
try:
    compile("a b", "file.py", "exec")
except SyntaxError as e:
    print("".join(traceback.format_exception_only(e)))
