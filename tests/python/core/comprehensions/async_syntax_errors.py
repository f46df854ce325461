for text in ["[x async for x in y]", "def f():\n [x async for x in y]", "async def f():\n return [x async for x in y]", "async def f():\n return [await x for x in y]", "def f():\n [await x for x in y]",
             "async def f():\n return (i async for i in a)", "[x for x in y if]", "[for x in y]", "[x for in y]", "[x, y for x in z]", "[x for x in y z]", "{x: y for x in z, w}", "{**x for x in y}", "[*x for x in y]",
             "{x for x in y: 1}", "[yield x for x in y]", "(yield x for x in y)", "def f():\n [(yield 1) for x in y]", "[x for x in yield]", "[x for x() in y]", "[x for 1 in y]", "[x for x in lambda: y, 1]",
             "{x: 1 for x}", "[x if y for y in z]", "(x for x in y) = 1", "[x for x in y] += 1", "del [x for x in y]"]:
    try:
        compile(text, "t", "exec")
        print(repr(text), "compiles")
    except SyntaxError as e:
        print(repr(text), "->", e.msg)
