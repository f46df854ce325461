# options: -OO
def f():
    "doc"
class C:
    "doc"
print(f.__doc__, C.__doc__, __debug__)
