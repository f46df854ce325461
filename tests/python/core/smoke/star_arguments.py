def f(*args, **kwargs):
    return args, kwargs

print(f())
print(f(1, 2))
print(f(a=1))
print(f(1, *[2, 3], b=4, **{"c": 5}))
def g(a, *rest):
    return a, rest

print(g(1), g(1, 2, 3))
