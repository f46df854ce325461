for text in ["yield 1", "class C: yield 1", "def f():\n x = yield = 1", "def f(): return (yield) = 1", "[(yield x) for x in y]", "async def f(): yield from x", "def f(): await x", "def f(a=(yield)): pass", "lambda: (yield)",
             "def f(): yield from", "def f(): yield\n", "def f(): x = yield 1, 2", "def f(): f(yield 1)", "def f(): f((yield 1))", "def f(): yield *a, b", "def f(): return yield 1", "def f(): 1 + yield 2", "def f(): del (yield)",
             "def f():\n for (yield) in x: pass", "async def f():\n yield 1\n return 2", "async def f():\n yield 1\n return", "return 5", "class C: return 1", "def f():\n with (yield): pass", "await x", "async with x: pass", "async for x in y: pass", "def f():\n async with x: pass", "def f():\n (yield 1) += 1", "def f(): (yield): int"]:
    try:
        compile(text, "t", "exec")
        print(repr(text), "compiles")
    except SyntaxError as e:
        print(repr(text), "->", e.msg)
