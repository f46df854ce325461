def error(function):
    try:
        print(function())
    except NameError as e:
        print(type(e).__name__ + ":", e, getattr(e, "name", "-"))

def local_before():
    print(x)
    x = 1
def deleted():
    x = 1
    del x
    return x
def conditional():
    if False:
        y = 1
    return y
def free():
    def inner():
        return z
    result = inner()
    z = 1
def free_deleted():
    z = 1
    def inner():
        return z
    del z
    return inner()
def nonlocal_delete():
    v = 1
    def inner():
        nonlocal v
        del v
    inner()
    return v
def loop_variable():
    for i in []:
        pass
    return i
def exception_variable():
    try:
        raise ValueError
    except ValueError as e:
        pass
    return e
def delete_unbound():
    del q
    q = 1
def augmented():
    w += 1
    w = 0
for function in [local_before, deleted, conditional, free, free_deleted, nonlocal_delete, loop_variable, exception_variable, delete_unbound, augmented, lambda: no_such_global, lambda: lenn([])]:
    error(function)
class C:
    try:
        print(undefined_in_class)
    except NameError as e:
        print(e)
try:
    del never_there
except NameError as e:
    print(e)
