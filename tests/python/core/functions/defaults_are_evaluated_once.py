counter = 0
def next_default():
    global counter
    counter += 1
    return counter

def f(a=next_default(), b=[]):
    b.append(a)
    return b

print(f(), f(5), f(6, [0]), f(), counter, f.__defaults__, f.__kwdefaults__)
def g(*, k=next_default()):
    return k
print(g(), g(k=7), g.__kwdefaults__)
g.__kwdefaults__["k"] = "changed"
f.__defaults__ = (100, [])
print(g(), f())
f.__defaults__ = None
try:
    f()
except TypeError as e:
    print(e)
functions = [lambda i=i: i for i in range(3)] + [lambda: i2 for i2 in [9]]
print([x() for x in functions])
x = 1
def late(y=x):
    return y, x
x = 2
print(late())
