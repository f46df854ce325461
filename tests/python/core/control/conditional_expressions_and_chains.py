def f(x):
    if x < 0:
        return "negative"
    elif x == 0:
        return "zero"
    elif x < 10:
        return "small"
    else:
        return "large"
print([f(x) for x in (-1, 0, 5, 50)])
print("a" if 0 else "b" if 0 else "c", 1 if [] else 2, (1 or 0) and 5, 0 or "" or None, 1 and 2 and 3, not 0, not "a", not not [], 0 or [] or {} or "end", None and 1 / 0, 1 or 1 / 0)
print(1 < 2 < 3 > 2 != 5 == 5, 1 < 2 > 3, "a" < "b" < "c", 1 in [1] == True, (1 in [1]) == True, not 1 == 2, 5 == 5.0 is not None, 3 > 2 == True)
x = None
print(x is None, x is not None, x == None, [] is [], () is () or "same or not")
class T:
    def __init__(self, name, value): self.name, self.value = name, value
    def __bool__(self): print("bool", self.name, end=" "); return self.value
    def __repr__(self): return self.name
t, u = T("t", True), T("u", False)
print(t and u, u and t, t or u, u or t, not t, not u, t if u else u, u or u or t, t and t and u)
if t and not u or u: print("yes")
while u or u: pass
print([v for v in (t, u) if v], bool(t and u))
assert t or u
try:
    assert u, "message"
except AssertionError as e:
    print(e)
try:
    assert False
except AssertionError as e:
    print(repr(e), e.args)
try:
    assert (), ("tuple", 1)
except AssertionError as e:
    print(repr(e))
