x = "global"
class C:
    x = "class"
    y = x
    def method(self):
        return x
    in_comprehension = [x for _ in range(1)]
    iterable_is_class = [i for i in x]
    lam = lambda: x
    class D:
        z = x
    if True:
        w = x
    del x
    v = x
print(C.y, C().method(), C.in_comprehension, C.iterable_is_class, C.lam(), C.D.z, C.w, C.v)
def f():
    x = "local"
    class E:
        y = x
        x = "class E"
        z = x
        def m(self):
            return x
    return E
print(f().y, f().z, f().x, f()().m())
def g():
    x = "enclosing"
    class E:
        print(x)
        def m(self): return x
    x = "enclosing changed"
    return E().m()
print(g())
