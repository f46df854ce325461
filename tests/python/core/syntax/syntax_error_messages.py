def check(text):
    try:
        compile(text, "<t>", "exec")
        print(repr(text), "compiles")
    except SyntaxError as e:
        print(repr(text), "->", type(e).__name__ + ":", e.msg, (e.lineno, e.offset, e.end_lineno, e.end_offset))
for text in ["x = ", "x = = 1", "1 = x", "f() = 1", "x + 1 = 2", "(a, 1) = x", "[a, b()] = x", "x := 1", "a b", "print 1", "print x, y", "exec 'a'", "if x", "if x\n  pass", "if x:\npass", "if x = 1: pass", "while x = 1: pass", "else: pass", "for x", "for x in", "for x in y", "for 1 in y: pass", "def f", "def f(", "def f(a, a): pass", "def f(a=1, b): pass",
             "def f(*): pass", "def f(*, **k): pass", "def f(**k, a): pass", "def f(a, /, b, /): pass", "def f(/): pass", "def f(*a, *b): pass", "def f(a, *, /): pass", "class", "class C", "class C(x for x in y): pass", "return", "yield", "break", "continue", "import", "from x import", "from . import *, a", "from x import (a", "from x import a,", "import a.b as", "import a as b.c", "from a import b.c",
             "try: pass", "try:\n pass\nexcept:\n pass\nexcept A:\n pass", "raise x from", "raise x, y", "except A: pass", "try: pass\nexcept A, B: pass", "with x as 1: pass", "with x", "with x as y, : pass", "lambda", "lambda x", "(1, 2", "[1, 2", "{1: 2", "{1: 2, 3}", "{1, 2: 3}", "{1:}", "{: 1}", "(", ")", "]", "}", "(]", "[1)", "f(a, b", "f(a b)", "f(a, b c)", "[a b]", "(a b)", "{a b}", "x.1", "x..y", "1.a", "x.", "x[", "x[]", "a, , b", "a;;b", ";",
             "not", "a not b", "a is is b", "a < > b", "a <> b", "a => b", "a =! b", "a ! b", "a $ b", "a ? b", "`a`", "a++", "++a", "a--b", "--a", "a &&b", "a || b", "!a", "a = b = ", "assert", "assert (a, b)", "del", "del x,", "pass x", "global", "global x, ", "nonlocal x", "async", "async def", "await", "async x", "@", "@x", "@x\nx = 1", "match", "x if y", "x if y else", "if x else y", "else", "elif x: pass", "finally: pass",
             "'abc", "\"abc", "'''abc", "'a' 'b", "b'é'", "f'{a'", "0777", "0b12", "0o9", "0xg", "1_", "1__0", "1e", "1.e+", "1a", "0_", "1_a", "\\", "x \\ y", "x = \\", "a\\", "é = 1; ñ", "a\u00a0b", "x\u200b", "“a”", "x = 5 ¢ 3", "None = 1", "True += 1", "f(None=1)", "*a = 1", "*a", "a = *b", "print(*)", "f(**)", "(*a)", "(**a)", "[**a]", "{**a: 1}", "{*a: 1}", "x: int: str", "*a: int", "a: int = ", "def f() -> : pass", "def f(a:): pass"]:
    check(text)
