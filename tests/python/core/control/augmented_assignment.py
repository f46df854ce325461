class Log:
    def __init__(self): self.d = {"a": 1}
    def __getitem__(self, k): print("get", k, end=" "); return self.d[k]
    def __setitem__(self, k, v): print("set", k, v, end=" "); self.d[k] = v
    def __getattr__(self, n): print("getattr", n, end=" "); return 5
def key(): print("key", end=" "); return "a"
l = Log()
l[key()] += 2
l.missing += 1
print(l.d, l.missing)
x = 5
x += 1; x -= 2; x *= 3; x //= 2; x **= 2; x %= 7; x <<= 3; x |= 1; x ^= 3; x &= 14; x >>= 1
print(x)
x = 7
x /= 2
print(x)
a = [1]; b = a
a += (2,); a *= 2
print(a is b, a)
t = (1,); u = t
t += (2,)
print(t, u)
s = "a"; s += "b"; s *= 2
print(s)
class I:
    def __init__(self, v): self.v = v
    def __iadd__(self, o): return I(("iadd", self.v, o))
    def __add__(self, o): return I(("add", self.v, o))
    def __imul__(self, o): return NotImplemented
    def __mul__(self, o): return I(("mul", self.v, o))
    def __isub__(self, o): self.v -= o
i = I(1)
i += 2; print(i.v)
i *= 3; print(i.v)
i = I(9)
i -= 1; print(i)
class N: pass
for op in ["+", "-", "*", "/", "//", "%", "**", "@", "&", "|", "^", "<<", ">>"]:
    try:
        exec(f"n = N(); n {op}= 1")
    except TypeError as e:
        print(e)
