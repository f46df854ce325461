def a():
    try:
        return "try"
    finally:
        print("finally a", end=" ")
def b():
    try:
        return "try"
    finally:
        return "finally"
def c():
    for i in range(3):
        try:
            continue
        finally:
            print("c", i, end=" ")
    return "done"
def d():
    while True:
        try:
            raise ValueError
        finally:
            break
    return "swallowed"
def e():
    try:
        raise ValueError("lost")
    finally:
        return "swallowed too"
def f():
    x = 1
    try:
        return x
    finally:
        x = 2
def g():
    for i in range(3):
        try:
            return i
        finally:
            continue
    return "after loop"
def h():
    try:
        try:
            return "inner"
        finally:
            print("1", end=" ")
    finally:
        print("2", end=" ")
def k():
    try:
        pass
    except ValueError:
        return "except"
    else:
        return "else"
    finally:
        print("finally k", end=" ")
def m():
    try:
        1 / 0
    except ZeroDivisionError:
        try:
            return "handled"
        finally:
            print("inner finally", end=" ")
    finally:
        print("outer finally", end=" ")
def n():
    result = []
    for i in range(4):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            result.append(i)
        except Exception:
            pass
        else:
            result.append("else")
        finally:
            result.append("f%d" % i)
    return result
for function in [a, b, c, d, e, f, g, h, k, m, n]:
    print(function.__name__, function())
