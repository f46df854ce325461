def counter():
    n = 0
    def increment():
        nonlocal n
        n += 1
        return n
    return increment

c = counter()
c()
c()
print(c())
def adder(k):
    return lambda x: x + k

print(adder(5)(10))
