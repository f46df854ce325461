eg = ExceptionGroup("group", [ValueError(1), TypeError("t"), ExceptionGroup("nested", [KeyError("k"), ValueError(2)])])
print(eg, repr(eg), eg.message, eg.exceptions, eg.args)
print(eg.subgroup(ValueError), eg.subgroup((KeyError, TypeError)), eg.subgroup(lambda e: "t" in str(e)), eg.subgroup(OSError))
match, rest = eg.split(ValueError)
print(repr(match), repr(rest), eg.split(OSError), eg.derive([OSError(1)]))
try:
    raise eg
except* ValueError as e:
    print("values", repr(e))
except* (KeyError, TypeError) as e:
    print("others", repr(e))
else:
    print("no")
finally:
    print("finally")
try:
    try:
        raise eg
    except* KeyError as e:
        print("only key", repr(e))
except ExceptionGroup as e:
    print("rest", repr(e), e.message)
try:
    raise ValueError("naked")
except* ValueError as e:
    print(repr(e))
try:
    try:
        raise eg
    except* ValueError:
        raise OSError("new")
    except* TypeError as e:
        raise
except BaseException as e:
    print(repr(e))
try:
    pass
except* ValueError: print("never")
else: print("else")
def error(function):
    try:
        print(repr(function()))
    except Exception as e:
        print(type(e).__name__ + ":", e)
error(lambda: ExceptionGroup("m", []))
error(lambda: ExceptionGroup("m", [5]))
error(lambda: ExceptionGroup("m", 5))
error(lambda: ExceptionGroup(5, [ValueError()]))
error(lambda: ExceptionGroup("m"))
error(lambda: ExceptionGroup("m", [KeyboardInterrupt()]))
error(lambda: BaseExceptionGroup("m", [KeyboardInterrupt()]))
error(lambda: BaseExceptionGroup("m", [ValueError()]))
error(lambda: eg.subgroup(5))
error(lambda: ExceptionGroup("m", (ValueError(1),)).exceptions)
error(lambda: setattr(eg, "message", "x"))
class MyGroup(ExceptionGroup):
    def derive(self, excs): return MyGroup("derived " + self.message, excs)
print(repr(MyGroup("mine", [ValueError(1), KeyError(2)]).subgroup(KeyError)))
for text in ["try: pass\nexcept* A: pass\nexcept B: pass", "try: pass\nexcept*: pass", "for x in y:\n try: pass\n except* A: break", "def f():\n try: pass\n except* A: return", "try: pass\nexcept* A: continue"]:
    try:
        compile(text, "t", "exec")
    except SyntaxError as e:
        print(repr(text), e.msg)
try:
    try:
        raise ExceptionGroup("g", [ValueError(1)])
    except* ExceptionGroup: pass
except TypeError as e:
    print(e)
