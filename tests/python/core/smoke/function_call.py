def add(a, b):
    return a + b

def nothing():
    pass

print(add(1, 2))
print(add("a", "b"))
print(nothing())
x = add
print(x(3, 4))
print(add(b=1, a=2))
