a = list(range(10))
for s in [slice(None), slice(2, 5), slice(-3, None), slice(None, -3), slice(None, None, 2), slice(None, None, -1), slice(8, 2, -2), slice(5, 2), slice(-100, 100),
          slice(100, -100, -3), slice(3, 3), slice(None, None, 100), slice(-1, None, -100), slice(2**70, None), slice(None, -(2**70), -1)]:
    print(s, a[s], s.indices(10))
print(a[0], a[-1], a[-10], a[True])
for function in [lambda: a[10], lambda: a[-11], lambda: a["1"], lambda: a[1.5], lambda: a[::0], lambda: a["a":], lambda: a[2**70], lambda: a[None], lambda: a[1, 2], lambda: [][0]]:
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__ + ":", e)
