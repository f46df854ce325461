if (n := len("hello")) > 3:
    print(n)
print([y := 5, y**2], [last := x for x in range(5)], last, (a := 1, b := a + 1), a, b)
total = 0
values = [total := total + v for v in range(5)]
print(values, total)
while (chunk := values[:2]) and len(values) > 2:
    values = values[2:]
    print(chunk)
def f(x): return x
print(f(z := 3), f(x=(w := 4)), z, w, (lambda: (q := 5))(), any((found := v) > 2 for v in range(5)), found, {(k := 1): (v := 2)}, k, v)
print(f"{(fs := 10)} {fs:=5} {fs}", [i for i in range(6) if (half := i // 2) % 2], half)
def g():
    if any((hit := v) == 3 for v in range(5)):
        return hit
print(g(), "hit" in globals())
for text in ["x := 1", "(x.y := 1)", "(x[0] := 1)", "f(a=b:=1)", "[i := 0 for i in range(5)]", "[j for j in (j := range(3))]", "class C:\n [q := 1 for x in y]", "lambda: x := 1", "(x := 1, 2) = 3", "x = y := 1", "def f(a=b:=1): pass", "((a, b) := 1)", "[[(i := 1) for j in k] for i in l]"]:
    try:
        compile(text, "t", "exec")
        print(repr(text), "compiles")
    except SyntaxError as e:
        print(repr(text), "->", e.msg)
