x = 10
print(eval("x + 1"), eval("x", {"x": 5}), eval("x + y", {"x": 1}, {"y": 2}), eval("[i for i in range(x)]", {"x": 3}), eval(" 1"), eval("lambda: x")(), eval(compile("x * 2", "f", "eval")))
exec("y = x + 1; z = [y]")
print(y, z)
ns = {}
exec("def f(a): return a * k\nk = 3\nclass C: attr = k", ns)
print(ns["f"](4), ns["C"].attr, sorted(k for k in ns if k != "__builtins__"), "__builtins__" in ns)
g, l = {"a": 1}, {"b": 2}
exec("c = a + b; global d; d = 5", g, l)
print(l, g["d"], "c" in g)
code = compile("result = 6 * 7", "<made>", "exec")
exec(code)
print(result, code.co_filename, code.co_name, compile("1", "f", "single").co_name, eval(b"1 + 1"), eval("(\n1 +\n2)"))
exec(compile("'single prints repr'", "f", "single"))
def f():
    v = 1
    exec("v = 2; w = 3")
    return v, "w" in locals(), eval("v + 10"), sorted(locals())
print(f())
class M(dict):
    def __getitem__(self, k): return k.upper() if k != "print" else print
print(eval("abc + de", {}, M()))
def error(function):
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__ + ":", e)
error(lambda: eval("1 +"))
error(lambda: eval("x = 1"))
error(lambda: eval(""))
error(lambda: eval("1; 2"))
error(lambda: eval("nope"))
error(lambda: eval("1", 5))
error(lambda: eval("1", {}, 5))
error(lambda: exec("1", [], {}))
error(lambda: compile("1", "f", "bad"))
error(lambda: compile("1"))
error(lambda: compile(5, "f", "eval"))
error(lambda: eval("print", {"__builtins__": {}}))
error(lambda: eval("len([1])", {"__builtins__": {"len": lambda v: "mine"}}))
error(lambda: exec("import x", {"__builtins__": {}}))
error(lambda: exec("class A: pass", {"__builtins__": {}}))
error(lambda: eval("1\x00"))
error(lambda: eval("__import__"))
error(lambda: exec(lambda: 0))
error(lambda: eval(compile("a = 1", "f", "exec")))
