print(eval("(" * 50 + "1" + ")" * 50), eval("[" * 50 + "]" * 50), len(eval("+".join(["1"] * 500)) * [0]), eval("-" * 50 + "1"), eval("not " * 51 + "1"), eval(" if 1 else 0 if 1 else ".join(["1"] * 20) + " if 1 else 2"))
code = "def f(x):\n"
for i in range(15):
    code += " " * (i + 1) + f"if x > {i}:\n"
code += " " * 16 + "return 'deep'\n return 'shallow'\n"
ns = {}
exec(code, ns)
print(ns["f"](100), ns["f"](3))
try:
    eval("(" * 300 + ")" * 300)
except (SyntaxError, MemoryError, RecursionError) as e:
    print(type(e).__name__, e)
code = "x = 0\n" + "".join(f"x += {i}\n" for i in range(2000))
ns = {}
exec(code, ns)
print(ns["x"])
code = "def g(" + ", ".join(f"a{i}" for i in range(300)) + "):\n return a0 + a299"
exec(code, ns)
print(ns["g"](*range(300)))
exec("big = {" + ", ".join(f"{i}: '{i}'" for i in range(1000)) + "}", ns)
print(len(ns["big"]), ns["big"][999], eval("[" + ",".join(map(str, range(1000))) + "][500]"), eval("(" + "lambda: " * 3 + "5" + ")")()()())
exec("\n".join(f"v{i} = {i}" for i in range(600)) + "\nprint(v599, v0 + v300)", {})
