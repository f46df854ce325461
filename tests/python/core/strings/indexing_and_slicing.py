s = "héllo中😀!"
print(len(s), s[0], s[-1], s[1], s[5], s[6], s[-2], s[2:5], s[::-1], s[::2], s[-3:], s[:-3], s[10:], repr(s[5:2]), s[5:2:-1])
for i in range(-len(s), len(s)):
    print(i, s[i], s[i:], s[:i], s[i::-1], s[:i:2])
for function in [lambda: s[100], lambda: s[-100], lambda: s["a"], lambda: s[1.0], lambda: s[None], lambda: s[::0], lambda: s[1, 2],
                 lambda: ""[0]]:
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__ + ":", e)
try:
    s[0] = "x"
except TypeError as e:
    print(e)
try:
    del s[0]
except TypeError as e:
    print(e)
