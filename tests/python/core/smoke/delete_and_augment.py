x = 1
x += 2
x *= 5
x -= 1
print(x)
del x
try:
    x
except NameError as e:
    print(e)
a = [1]
b = a
b += [2]
print(a)
