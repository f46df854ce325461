# Recursion that the program decides, in Python and in native code: RecursionError, MemoryError or SyntaxError, and never a crash.
# timeout: 60
import copy
import json
import marshal
import pickle

def t(name, g):
    """Prints how it ends, not the message: it tells which function was the deepest."""
    try:
        r = g()
        print(name, type(r).__name__)
    except Exception as e:
        print(name, type(e).__name__)


N = 100000
def nest_list():
    a = []
    for i in range(N): a = [a]
    return a
def nest_tuple():
    a = ()
    for i in range(N): a = (a,)
    return a
def nest_dict():
    a = {}
    for i in range(N): a = {1: a}
    return a
for name, make in (("list", nest_list), ("tuple", nest_tuple), ("dict", nest_dict)):
    a = make(); b = make()
    t(name + " repr", lambda: repr(a))
    t(name + " str", lambda: str(a))
    t(name + " eq", lambda: a == b)
    t(name + " ne", lambda: a != b)
    if name != "dict": t(name + " lt", lambda: a < b)
    t(name + " copy", lambda: copy.deepcopy(a) and 1)
    t(name + " pickle", lambda: pickle.dumps(a) and 1)
    t(name + " pickle py", lambda: pickle._dumps(a) and 1)
    t(name + " json", lambda: json.dumps(a) and 1)
    t(name + " marshal", lambda: marshal.dumps(a) and 1)
    t(name + " format", lambda: format(a))
    t(name + " fstring", lambda: f"{a!r}")
    t(name + " percent", lambda: "%s" % (a,))
    t(name + " ascii", lambda: ascii(a))
    t(name + " print", lambda: print(a, file=open("/dev/null","w")))
    t(name + " in", lambda: a in [b])
a = nest_tuple()
t("isinstance", lambda: isinstance(1, a))
t("issubclass", lambda: issubclass(int, a))
t("isinstance2", lambda: isinstance(1, (a, int)))
t("except", lambda: exec("try: 1/0\nexcept a: pass", {"a": a}))
t("startswith", lambda: "a".startswith(a))
t("json loads", lambda: json.loads("[" * N + "]" * N))
t("json loads dict", lambda: json.loads('{"a":' * N + "1" + "}" * N))
t("marshal loads", lambda: marshal.loads(b"(" + b"\x01\x00\x00\x00(" * N))
t("pickle loads", lambda: pickle.loads(b"]" * N + b"a" * (N-1) + b".") and 1)
for s in ("(" * N + ")" * N, "[" * N + "]" * N, "-" * N + "1", "not " * N + "1", "a." * N + "a", "a" + "()" * N, "a" + "[0]" * N, "1" + "+1" * N, "1" + "**1" * N, "lambda:" * N + "1", "x if y else " * N + "1", "{" * N, "f(" * N, "~" * 100000 + "1", "1 and " * N + "1", "*" * N + "a", "a=" * N + "1", "await " * 1000 + "x", "f'{" * 10 + "1", "1," * N, "if 1:\n" + "".join(" " * i + "if 1:\n" for i in range(1, 99)) + " " * 99 + "pass"
    , "".join(" " * i + "if 1:\n" for i in range(0, 200)) + " " * 200 + "pass", "try:pass\n" + "except:pass" , "with " + "(" * 300 + "a" + ")" * 300 + ":pass", "x:" + "a[" * 150 + "1" + "]" * 150, "if 1: pass\n" + "elif 1: pass\n" * 30000, "match x:\n case " + "[" * 300 + "]" * 300 + ": pass", "a" + " if a else a" * 3000, ";".join(["a"] * N), "'a' " * N, "f'{a}' " * 30000, "for a in a:\n " * 1 + "pass", "a" + "@a" * N, "a,=" * N + "1", "print(" + "1," * N + ")", "class A(" * 1 + "a," * N + "): pass", "del " + "a," * N + "b", "global " + ",".join("a%d" % i for i in range(N)), "return " , "{" + "**a," * N + "}", "a" + ".b" * 3000 + " = 1", "(yield " * 190 + ")" * 190, "lambda *" + "a,*" * 3 + "a:1", "9" * 10000, "'" + "\\N{DIGIT ONE}" * 1000 + "'", "# " * N, "\\\n" * N + "1", "\n" * N + "1"):
    t("compile " + s[:12].encode().decode(), lambda: compile(s, "x", "exec").co_name)
    t("eval " + s[:12].encode().decode(), lambda: type(compile(s, "x", "eval").co_name))
import ast
def deep_ast():
    n = ast.Constant(1)
    for i in range(N): n = ast.UnaryOp(ast.USub(), n)
    e = ast.Expression(n)
    ast.fix_missing_locations
    return compile(e, "x", "eval")
t("deep ast", deep_ast)
t("literal_eval", lambda: ast.literal_eval("-" * N + "1"))
t("ast.parse", lambda: ast.parse("-" * 3000 + "1") and 1)
t("ast.dump", lambda: ast.dump(ast.parse("-" * 80 + "1")) and 1)
t("unparse", lambda: ast.unparse(ast.parse("-" * 80 + "1")) and 1)
class G:
    def __getattr__(self, n): return getattr(self, n + "x")
t("getattr", lambda: G().a)
class G2:
    def __getattr__(self, n): return self.b
t("getattr2", lambda: G2().a)
class G3:
    def __getattribute__(self, n): return self.b
t("getattribute", lambda: G3().a)
class R:
    def __repr__(self): return repr(self)
t("repr self", lambda: repr(R()))
class R:
    def __str__(self): return str(self)
t("str self", lambda: str(R()))
class R:
    def __hash__(self): return hash(self)
t("hash self", lambda: hash(R()))
class R:
    def __eq__(self, o): return self == o
t("eq self", lambda: R() == R())
class R:
    def __lt__(self, o): return self < o
t("lt self", lambda: sorted([R(), R()]))
class R:
    def __add__(self, o): return self + o
t("add self", lambda: R() + 1)
class R:
    def __call__(self): return self()
t("call self", lambda: R()())
class R:
    def __iter__(self): return iter(self)
t("iter self", lambda: list(R()))
class R:
    def __len__(self): return len(self)
t("len self", lambda: len(R()))
class R:
    def __bool__(self): return bool(self)
t("bool self", lambda: bool(R()))
class R:
    def __getitem__(self, i): return self[i]
t("getitem self", lambda: R()[0])
class R:
    def __contains__(self, i): return i in self
t("contains self", lambda: 1 in R())
class R:
    def __format__(self, i): return format(self)
t("format self", lambda: f"{R()}")
class R:
    def __index__(self): return int(self)
t("index self", lambda: [1][R()])
class R:
    def __call__(self): pass
R.__call__ = R()
t("call class chain", lambda: R()())
class R:
    def __instancecheck__(self, o): return isinstance(o, self)
t("instancecheck", lambda: isinstance(1, R()))
class M(type):
    def __instancecheck__(self, o): return isinstance(o, self)
class R(metaclass=M): pass
t("instancecheck meta", lambda: isinstance(1, R))
class R:
    def __get__(self, i, t): return i.x
class S: x = R()
t("descr", lambda: S().x)
class R:
    def __set__(self, i, v): i.x = v
class S: x = R()
t("descr set", lambda: setattr(S(), "x", 1))
class R:
    def __enter__(self):
        with self: pass
    def __exit__(self, *a): pass
def w():
    with R(): pass
t("with", w)
def gen():
    yield from gen()
t("yield from", lambda: next(gen()))
def gen2():
    for x in gen2(): yield x
t("gen", lambda: next(gen2()))
async def co(): await co()
t("await", lambda: co().send(None))
class R:
    def __getattr__(self, n): raise AttributeError
    def __missing__(self, k): return self[k]
class D(dict):
    def __missing__(self, k): return self[k]
t("missing", lambda: D()[1])
class P:
    @property
    def p(self): return self.p
t("property", lambda: P().p)
import functools
@functools.lru_cache
def lc(n): return lc(n + 1)
t("lru", lambda: lc(0))
@functools.cache
def lc(n): return lc(n + 1)
t("cache", lambda: lc(0))
pf = functools.partial(lambda f, n: f(f, n), )
t("partial", lambda: (lambda f: f(f))(lambda f: functools.partial(f, f)()))
def red(): return functools.reduce(lambda a, b: red(), [1, 2])
t("reduce", red)
def mp(): return list(map(lambda x: mp(), [1]))
t("map", mp)
def so(): return sorted([1, 2], key=lambda x: so())
t("sorted", so)
def mx(): return max([1, 2], key=lambda x: mx())
t("max", mx)
def fi(): return list(filter(lambda x: fi(), [1, 2]))
t("filter", fi)
def su(): return sum(su() for i in [1])
t("sum gen", su)
import re
def rs(m=None): return re.sub("a", rs, "a")
t("re.sub", rs)
t("re nested", lambda: re.compile("(" * 5000 + ")" * 5000))
t("re match deep", lambda: re.match("(?:a|b)*c", "ab" * 100000))
t("re match deep2", lambda: re.match("(a|b)*?c", "ab" * 100000))
def ev(): return eval("ev()")
t("eval", ev)
def ex(): exec("ex()")
t("exec", ex)
def im(): __import__("json").loads('{"a": 1}', object_hook=lambda d: im())
t("object_hook", im)
def cl():
    class A(metaclass=lambda *a: cl()): pass
t("class", cl)
class A:
    def __init_subclass__(cls): type("B", (A,), {})
t("init_subclass", lambda: type("B", (A,), {}))
class A:
    def __set_name__(self, o, n): type("B", (), {"x": A()})
t("set_name", lambda: type("B", (), {"x": A()}))
class A:
    def __new__(cls): return cls()
t("new", lambda: A())
class A:
    def __init__(self): A()
t("init", lambda: A())
class A:
    def __del__(self): A()
def nested_format():
    s = "x"
    for i in range(3): s = "{:" + s + "}"
    return s.format(1, 2, 3, 4)
t("nested format", nested_format)
t("format deep", lambda: ("{:" * 1000 + "}" * 1000).format(*range(1000)))
t("format attr", lambda: ("{0" + ".real" * 100000 + "}").format(1))
t("format idx", lambda: ("{0" + "[0]" * 100000 + "}").format(a))
