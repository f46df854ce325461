x, y, z = 1, 2, 3
del x, (y), [z]
for name in ["x", "y", "z"]:
    try:
        eval(name)
    except NameError as e:
        print(e)
a = [1, 2, 3, 4, 5]
del a[0], a[1:3]
d = {"k": 1, "j": 2}
del d["k"]
class C: attr = 1
c = C()
c.x = 5
del c.x
print(a, d, hasattr(c, "x"))
for statement in ["del c.x", "del c.attr", "del C.attr", "del C.attr", "del d['nope']", "del a[10]", "del (a[0], d['j'])", "del nothing", "del c.__class__", "del len", "del a[:]", "del ()", "del []"]:
    try:
        exec(statement)
        print(statement, "ok")
    except Exception as e:
        print(statement, "->", type(e).__name__ + ":", e)
for text in ["del 1", "del f()", "del a + b", "del (a, 1)", "del *a", "del None", "del a, b = 1", "del (a := 1)", "del 'x'", "del {}", "del", "del a if b else c", "del not a", "del a.b().c()"]:
    try:
        compile(text, "t", "exec")
        print(text, "compiles")
    except SyntaxError as e:
        print(text, "->", e.msg)
