import logging, io, warnings, sys
s = io.StringIO(); h = logging.StreamHandler(s); h.setFormatter(logging.Formatter("%(levelname)s:%(name)s:%(message)s:%(funcName)s"))
l = logging.getLogger("app.sub"); l.addHandler(h); l.setLevel(logging.INFO); l.propagate = False
def f(): l.debug("no"); l.info("yes %d %s", 1, "two"); l.warning("w"); l.log(45, "custom")
f()
try: 1 / 0
except ZeroDivisionError: l.exception("failed")
print(s.getvalue().replace(__file__, "FILE")); print(l.getEffectiveLevel(), logging.getLevelName(20), l.parent.name, l.isEnabledFor(10), logging.getLogger("app.sub") is l, l.hasHandlers(), repr(l))
class Fl(logging.Filter):
    def filter(self, r): return "secret" not in r.getMessage()
h.addFilter(Fl()); s.truncate(0); s.seek(0); l.info("secret"); l.info("public"); print(s.getvalue())
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always"); warnings.warn("one"); warnings.warn("two", DeprecationWarning, stacklevel=1); warnings.warn(UserWarning("three"))
    print([(str(x.message), x.category.__name__) for x in w])
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try: warnings.warn("raised")
    except UserWarning as e: print("raised", e)
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("default")
    for _ in range(3): warnings.warn("once per place")
    print(len(w), warnings.formatwarning("m", UserWarning, "f.py", 3, "the line"))
try: warnings.warn("x", int)
except TypeError as e: print(e)
