log = []
def t(x):
    log.append(x)
    return x

def show(label):
    print(label, log)
    log.clear()

def f(*args, **kwargs): return None
def decorator(d): t(d); return lambda g: (t("apply " + d), g)[1]

f(t(1), *[t(2)], t(3), k=t(4), **{"x": t(5)}, z=t(6)); show("call")
[t(1), t(2)][t(0)] ; show("index")
{t("k1"): t("v1"), t("k2"): t("v2")}; show("dict")
a = {}; b = [0, 0]
a[t("i")] = b[t(0)] = t("value"); show("chained assignment")
b[t(0)], b[t(1)] = t("x"), t("y"); show("tuple assignment")
b[t(0)] += "z" if t(1) else ""; show("augmented")
t(1) < t(2) < t(3); show("chain")
t(1) > t(2) < t(3); show("short chain")
(t(0) or t(1)) and t(2); show("bool")
t("then") if t(1) else t("else"); show("ternary")
@decorator("outer")
@decorator("inner")
def g(x=t("default"), *, y=t("kwdefault")) -> t("return annotation"): pass
show("def")
class C(f() or object, metaclass=(t("meta"), type)[1]): t("body")
show("class")
[t(x) for x in [t(1), t(2)] if t("if")]; show("comprehension")
t("left") + t("right"); t("s")[t(0):t(1)]; show("binary and slice")
lambda: t("never"); show("lambda")
print(t(1), t(2), sep=t("-")); show("print")
try:
    f(t("evaluated first"), undefined_name, t("not evaluated"))
except NameError:
    show("error in argument")
del a[t("i")], b[t(0)]; show("del")
assert t(True), t("no message"); show("assert")
x: t("annotation") = t("assigned"); show("annotated")
