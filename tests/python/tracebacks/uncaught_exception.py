# compare: stderr
def f(x):
    return g(x) + 1

def g(x):
    if x:
        raise ValueError("the message")

print("before")
f(1)
