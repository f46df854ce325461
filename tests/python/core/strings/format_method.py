print("{} {}".format(1, 2), "{0} {1} {0}".format("a", "b"), "{x} {y}".format(x=1, y=2), "{{}} {{{}}}".format(5))
print("{0.real} {0.imag}".format(1 + 2j), "{0[1]} {0[-1]}".format({"-1": "minus", 1: "one"}), "{a[k]} {a[0]}".format(a={"k": 1, 0: "z"}))
print("{:>10}|{:<10}|{:^10}|{:*^9}".format("r", "l", "c", "x"), "{!r} {!s} {!a}".format("é", "é", "é"), "{:{}}|{:{w}.{p}}".format("a", 5, 3.14159, w=8, p=3))
print("{0:5d}{1:<5d}{2:^+7d}".format(1, 2, 3), "{:.3}".format("abcdef"), "{:%}".format(0.25), "{:,}".format(1234567), "{:c}".format(65))
print("{0!r:>6}".format("a"), "{:}".format(None), "{}".format([1, "a"]), "{x.__class__.__name__}".format(x=1), "{[0]}{[1]}".format("ab", "cd"))

def error(template, *args, **kwargs):
    try:
        print(repr(template), template.format(*args, **kwargs))
    except Exception as e:
        print(repr(template), type(e).__name__ + ":", e)

for template in ["{", "}", "{}}", "{{}", "{0} {}", "{} {0}", "{5}", "{a}", "{0.b}", "{0[5]}", "{!x}", "{!r", "{:{}", "{0!}", "{0[}", "{0[]}", "{0.}",
                 "{:d}", "{0[a]}", "{-1}", "{ }", "{0!rr}", "{:{:{}}}", "{a.b.c}", "{0:x!r}"]:
    error(template, "abc")
error("{}{}", 1)
error("{:5}", [1])
error("{:5}", None)
