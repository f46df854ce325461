def f(x): return len(x)
print(f("abc"))
len = lambda x: "shadowed"
print(f("abc"), len([]))
del len
print(f("abc"))
def g():
    sum = 5
    return sum
print(g(), sum([1, 2]))
import_free = __builtins__.abs
__builtins__.abs = lambda x: "patched"
print(abs(-1))
__builtins__.abs = import_free
print(abs(-1))
__builtins__.made_up = 42
print(made_up)
del __builtins__.made_up
try:
    made_up
except NameError as e:
    print(e)
def h(list=list, int=int): return list("ab"), int("5")
print(h())
results = []
def loop():
    out = []
    for i in range(5):
        if i == 3:
            globals()["max"] = lambda *a: "mine"
        out.append(max(i, 2))
    return out
print(loop(), max(1, 2))
del max
print(max(1, 2))
True_copy = True
for text in ["True = 1", "None = 1", "__debug__ = 1", "def None(): pass", "class True: pass", "x.None = 1", "f(True=1)", "del None", "for None in x: pass", "import None", "lambda None: 1", "def f(__debug__): pass", "global None", "x.__debug__ = 1"]:
    try:
        compile(text, "t", "exec")
        print(text, "compiles")
    except SyntaxError as e:
        print(text, "->", e.msg)
