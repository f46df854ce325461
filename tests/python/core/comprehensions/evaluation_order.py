log = []
def t(x):
    log.append(x)
    return x
g = (t(("item", x)) for x in t([1, 2]))
print(log)
next(g)
print(log)
list(g)
print(log)
log.clear()
{t("k" + str(i)): t("v" + str(i)) for i in t(range(2))}
print(log)
log.clear()
[t((i, j)) for i in t("ab") for j in t("xy") if t("if" + i + j)]
print(log)
try:
    (x for x in 5)
except TypeError as e:
    print(e)
try:
    [x for x in 1 for y in undefined]
except TypeError as e:
    print(e)
def boom():
    raise ValueError("in body")
try:
    [boom() for _ in range(3)]
except ValueError as e:
    print(e)
g = (boom() for _ in range(3))
try:
    next(g)
except ValueError as e:
    print(e, next(g, "generator is finished"))
