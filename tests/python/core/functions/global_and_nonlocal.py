x = "global"
def f():
    global x, y
    x = "changed by f"
    y = "made by f"
f()
print(x, y)
def outer():
    x = "outer"
    def use_global():
        global x
        x += "!"
        return x
    def use_nonlocal():
        nonlocal x
        x += "?"
        return x
    return use_global(), use_nonlocal(), x
print(outer(), x)
def deep():
    a = 1
    def level1():
        def level2():
            nonlocal a
            a += 1
            def level3():
                nonlocal a
                a *= 10
            level3()
        level2()
    level1()
    return a
print(deep())
class Body:
    global from_class
    from_class = 5
    x = "class"
    def method(self):
        return x
print(from_class, Body().method(), Body.x, hasattr(Body, "from_class"))
for text in ["def f():\n nonlocal q", "nonlocal q", "def f():\n x = 1\n global x", "def f(x):\n global x", "def f():\n print(x)\n global x", "def f(a):\n nonlocal a",
             "def f():\n global x\n nonlocal x", "def f():\n a = 1\n def g():\n  a = 2\n  nonlocal a", "class C:\n nonlocal z", "def f():\n for global x in y: pass"]:
    try:
        exec(text)
    except SyntaxError as e:
        print(repr(text), e.msg, e.lineno)
