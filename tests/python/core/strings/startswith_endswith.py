s = "hello.py"
print(s.startswith("he"), s.startswith("He"), s.startswith(""), s.startswith(("x", "he")), s.startswith(()), s.startswith("l", 2))
print(s.startswith("lo", 3, 5), s.startswith("lo.", 3, 5), s.startswith("", 8), s.startswith("", 9), s.startswith("lo", -5))
print(s.endswith(".py"), s.endswith(("a", ".py")), s.endswith("lo", 0, 5), s.endswith("", 10), s.endswith("hello.pyx"), "".endswith(""))
for function in [lambda: s.startswith(1), lambda: s.startswith(["he"]), lambda: s.startswith(("x", 1)), lambda: s.endswith(None),
                 lambda: s.startswith(("hello", 1)), lambda: s.endswith((b"y",))]:
    try:
        print(function())
    except TypeError as e:
        print("TypeError:", e)
