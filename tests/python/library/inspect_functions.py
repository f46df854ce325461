import inspect
def f(a, b: int = 2, /, c="x", *args, d, e: str = None, **kw) -> bool:
    """Doc.

       Indented.
    """
class C:
    "class doc"
    def m(self, x): pass
    @classmethod
    def c(cls, y=1): pass
    @staticmethod
    def s(z): pass
    @property
    def p(self): pass
s = inspect.signature(f)
print(s, s.parameters["b"].default, s.parameters["b"].annotation, [str(p.kind) for p in s.parameters.values()], s.return_annotation, s.bind(1, d=2).arguments, inspect.signature(C.m), inspect.signature(C().m), inspect.signature(C.c), inspect.signature(C.s), inspect.signature(C), inspect.signature(lambda *, k: k), inspect.signature(len), inspect.signature(sorted), inspect.signature([].append))
def error(fn):
    try: print(fn())
    except Exception as e: print(type(e).__name__ + ":", e)
error(lambda: s.bind()); error(lambda: s.bind(1, a=2, d=1)); error(lambda: inspect.signature(5)); error(lambda: s.bind(1, 2, 3)); error(lambda: inspect.getfile(5))
print(inspect.getdoc(f), inspect.getdoc(C), inspect.isfunction(f), inspect.ismethod(C().m), inspect.isclass(C), inspect.isbuiltin(len), inspect.isgeneratorfunction(lambda: (yield)), inspect.iscoroutinefunction(f), inspect.ismodule(inspect), inspect.isroutine(len), inspect.isdatadescriptor(C.p), inspect.isabstract(C), inspect.getmro(C), [n for n, _ in inspect.getmembers(C, inspect.isfunction)], inspect.getmodule(f).__name__, inspect.unwrap(f) is f)
print(inspect.getsource(C.m), inspect.getsourcelines(f)[1], inspect.getfullargspec(f), inspect.getclosurevars(lambda: f).globals.keys(), inspect.currentframe().f_lineno, inspect.stack()[0].function, inspect.getcallargs(lambda a, b=2: 0, 1), inspect.cleandoc("  a\n    b\n    c"), inspect.getattr_static(C, "p").__class__, [a.name for a in inspect.classify_class_attrs(C) if a.defining_class is C and not a.name.startswith("_")])
g = (x for x in []); print(inspect.getgeneratorstate(g), list(g), inspect.getgeneratorstate(g))
print(s.replace(parameters=[]), inspect.Parameter("x", inspect.Parameter.KEYWORD_ONLY, default=1), inspect.Signature([inspect.Parameter("q", inspect.Parameter.POSITIONAL_ONLY)]))
