t = (1, "a", 2.5)
print(t, (), (1,), ((1,),), 1, t + (4,), t * 2, 0 * t, t[0], t[-1], t[1:], t[::-1], len(t), "a" in t, t.index("a"), t.count(1), tuple("ab"), tuple([1]), tuple())
print((1, 2) < (1, 3), (1, 2) == (1.0, 2.0), (1,) == [1], () < (0,), (1, 2) <= (1, 2), (2,) > (1, 5), hash((1, 2)) == hash((1.0, 2)), {(1, 2): "x"}[1, 2])
t += (9,)
print(t, tuple(t) is t, t[:] is t, () is tuple())
def error(function):
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__ + ":", e)

error(lambda: t[10])
error(lambda: t["a"])
error(lambda: t + [1])
error(lambda: t * 1.5)
error(lambda: t.index("zz"))
error(lambda: tuple(5))
error(lambda: tuple(1, 2))
error(lambda: hash(([],)))
error(lambda: (1,) < ("a",))
error(lambda: tuple(x=1))
error(lambda: t.__setitem__)
error(lambda: (1, 2) < [1, 2])
try:
    t[0] = 1
except TypeError as e:
    print(e)
try:
    del t[0]
except TypeError as e:
    print(e)
u = ([], 1)
try:
    u[0] += [5]
except TypeError as e:
    print(e, u)
