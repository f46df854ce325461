n = 1
def f():
    global n
    n = n + 1

f()
f()
print(n)
