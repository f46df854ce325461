# options: -O
assert False, "not evaluated"
print(__debug__)
def f():
    "doc"
    assert 1 / 0
    return "ok"
print(f(), f.__doc__)
