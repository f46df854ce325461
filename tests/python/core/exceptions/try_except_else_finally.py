def f(action):
    log = []
    try:
        log.append("try")
        if action == "value": raise ValueError("v")
        if action == "key": raise KeyError("k")
        if action == "type": raise TypeError
        if action == "return": return log
    except ValueError as e:
        log.append(f"except {e!r}")
    except (KeyError, IndexError) as e:
        log.append(f"lookup {e!r}")
    except Exception:
        log.append("other")
    else:
        log.append("else")
    finally:
        log.append("finally")
    return log
print([f(a) for a in ("none", "value", "key", "type", "return")])
try:
    try:
        raise ValueError("inner")
    finally:
        print("inner finally")
except ValueError as e:
    print("outer", e)
try:
    try:
        raise ValueError("one")
    except ValueError:
        raise KeyError("two")
    finally:
        print("runs")
except KeyError as e:
    print(e, repr(e.__context__), e.__cause__, e.__suppress_context__)
try:
    pass
except undefined_name_not_evaluated:
    pass
def classes(): print("except expression evaluated"); return ValueError, TypeError
try:
    raise TypeError
except classes():
    print("matched")
for bad in ["5", "'x'", "(ValueError, 5)", "None", "[ValueError]", "int", "undefined"]:
    try:
        exec(f"try:\n raise ValueError('x')\nexcept {bad}: pass")
    except BaseException as e:
        print(bad, type(e).__name__ + ":", e)
e = "before"
try:
    raise ValueError
except ValueError as e:
    pass
print("e" in globals())
