def show(statement):
    a = list(range(8))
    try:
        exec(statement, {"a": a})
        print(statement, "->", a)
    except Exception as e:
        print(statement, "->", type(e).__name__ + ":", e)

for statement in ["a[2:4] = ['x']", "a[2:2] = 'abc'", "a[:] = []", "a[5:2] = [0]", "a[::2] = [9] * 4", "a[::-1] = range(8)", "a[::2] = [1]", "a[1:7:2] = [1, 2, 3, 4]",
                  "a[100:] = [1, 2]", "a[-100:1] = ()", "del a[2:5]", "del a[::3]", "del a[::-2]", "del a[5:2]", "del a[0], a[-1]", "del a[100]", "del a[-9]", "a[8] = 1",
                  "a[-9] = 1", "a[1:2] = 5", "a[1:2] = {7: 8}", "a[:3] = a", "a[3:] = a[::-1]", "a[2:3] = (x for x in a)", "a['x'] = 1", "del a['x']", "a[::0] = [1]",
                  "a[3:5] = 'xy'; a[4:] = []", "a[:0] = [a[:]]", "a *= 2; del a[3:-3]", "a[1:1:2] = []", "a[1:1:2] = [1]", "del a[:]", "a[1.5] = 0", "a[:2], a[5] = (8, 9), a[0]"]:
    show(statement)
