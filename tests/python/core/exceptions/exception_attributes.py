def show(e): print(type(e).__name__, e.args, str(e), repr(e), {k: v for k, v in sorted(vars(e).items())})
show(Exception())
show(Exception("one"))
show(Exception("one", 2))
show(KeyError("k"))
show(KeyError("a", "b"))
show(KeyError())
show(ValueError(None))
show(IndexError([1]))
show(OSError(2, "No such file"))
show(OSError(2, "No such file", "name.txt"))
show(OSError("only"))
show(OSError())
show(OSError(13, "denied", "a", None, "b"))
show(StopIteration(5))
show(SystemExit(3))
show(UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid"))
show(UnicodeEncodeError("ascii", "é", 0, 1, "range"))
show(UnicodeEncodeError("ascii", "aéébc", 1, 3, "range"))
show(UnicodeTranslateError("é", 0, 1, "bad"))
show(SyntaxError("msg", ("file", 1, 2, "text")))
show(SyntaxError("only message"))
show(ImportError("m", name="n", path="p"))
show(AttributeError("m", name="n", obj=5))
show(NameError("m", name="n"))
print(type(OSError(2, "x")).__name__, type(OSError(13, "x")).__name__, type(OSError(17, "x")).__name__, type(OSError(11, "x")).__name__, type(OSError(32, "x")).__name__, type(OSError(9999, "x")).__name__)
o = OSError(2, "gone", "f")
print(o.errno, o.strerror, o.filename, o.filename2, IOError is OSError, EnvironmentError is OSError)
s = SyntaxError("m", ("f.py", 3, 7, "the text\n", 3, 9))
print(s.msg, s.filename, s.lineno, s.offset, s.text, s.end_lineno, s.end_offset, str(s))
i, a, n, st, x = ImportError("m", name="nm"), AttributeError("m", name="at", obj=[1]), NameError("m", name="q"), StopIteration(1, 2), SystemExit("bye", 2)
print(i.name, i.path, i.msg, a.name, a.obj, n.name, st.value, x.code, SystemExit().code, SystemExit(1).code, KeyError.__mro__[1].__name__)
u = UnicodeDecodeError("utf-8", b"abc", 1, 2, "why")
print(u.encoding, u.object, u.start, u.end, u.reason)
e = Exception(1, 2)
e.args = "ab"
e.extra = "attribute"
print(e.args, e.extra, str(e), e.__dict__)
for f in [lambda: Exception(a=1), lambda: ImportError(bad=1), lambda: UnicodeDecodeError(1), lambda: UnicodeDecodeError("a", "b", 1, 2, "c"), lambda: SyntaxError("m", (1,)), lambda: setattr(e, "args", 5), lambda: KeyError(x=1), lambda: AttributeError("a", nme=1), lambda: delattr(e, "args")]:
    try:
        f()
        print("ok")
    except TypeError as t:
        print(t)
try:
    None.x
except AttributeError as e:
    print(e.name, e.obj)
try:
    undefined_thing
except NameError as e:
    print(e.name, e.args)
