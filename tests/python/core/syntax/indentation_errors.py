def check(text):
    try:
        compile(text, "<t>", "exec")
        print(repr(text), "compiles")
    except SyntaxError as e:
        print(repr(text), "->", type(e).__name__ + ":", e.msg, e.lineno, e.offset)
for text in ["  x = 1", "if x:\n  a\n   b", "if x:\n  a\n b", "if x:\n\ta\n        b", "if x:\n        a\n\tb", "if x:\npass", "for x in y:\nz", "while x:\nz", "def f():\nx", "class C:\nx", "try:\nx", "try:\n x\nexcept A:\ny", "try:\n x\nfinally:\ny", "with x:\ny", "if x:\n a\nelse:\nb", "if x:\n a\nelif y:\nb", "match x:\n case 1:\n pass", "match x:\ncase 1: pass",
             "async def f():\nx", "def f():\n    x\n  y", "x = 1\n  y = 2", "if x:\n    pass\n  # comment\n    y", "def f():\n  '''doc\n  '''\n   x", "if x: a\n  b", "(\n  1,\n    2)", "if x:\n\n\n  a\n\n  b", "if x:\n  # only a comment\n", "if x:", "def f():", "class C:\n", "for a in b:", "else:\n  x", "if x:\n  a\n else:\n  b", "\tx", "if x:\n\ta\n\t\tb", "if 1:\n  if 2:\n    a\n   b", "lambda:\n x", "x = [\n1,\n  2\n]\n y"]:
    check(text)
