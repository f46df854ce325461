# compare: stderr
print("never printed")
def f(:
    pass
