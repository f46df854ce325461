"""Damages trees at random and prints what compile() says of each. Deterministic: to be compared between interpreters.

    INTERPRETER tests/syntax/mutate_trees.py SEED COUNT        (CPython stops at some trees: take many seeds, small counts)
"""
import ast
import sys

state = int(sys.argv[1]) * 2654435761 % 2**32


def below(limit):
    global state
    state = (state * 1103515245 + 12345) % 2**31
    return (state >> 8) % limit


SOURCES = [
    "def f(a, /, b: int = 1, *c, d=2, **e) -> x:\n  '''d'''\n  global g\n  return a",
    "class A(B, metaclass=M):\n  x: int = 1\n  (y): str\n  @d\n  async def m(self):\n    await z\n    async for i in j: pass\n    async with k as l: pass",
    "for i, *j in k:\n  if i: break\n  elif j: continue\nelse:\n  del a.b, c[1:2, ::3]",
    "try:\n  raise A from B\nexcept C as d:\n  pass\nexcept (E, F):\n  x += 1\nelse:\n  y\nfinally:\n  z",
    "try:\n  pass\nexcept* C as d:\n  assert a, b",
    "match x:\n  case 1 | -2.5 | 1+2j | 'a' | None: pass\n  case [a, *_, b] if c: pass\n  case {'k': v, A.b: 1, **r}: pass\n  case P(1, q=2) as w: pass\n  case _: pass",
    "with a as b, c: f'{x!r:>{w}} {y}'\nwhile True: import a.b as c, d; from .e import f as g",
    "[x for x in y if z]; {a: b for a in c}; {a for a in b}; (a async for a in b)\nlambda a, *b, c=1: (yield)\n(x := 1) if a < b <= c else not d and e or -f",
    "print(*a, **b, c=1)\nx = y = ..., b'1', 1j, 2**70\n{**a, 'b': c}; {1, *d}\na @ b // c",
    "def f():\n  x = 1\n  def g():\n    nonlocal x\n    yield from x",
]
VALUES = [None, 1, -1, 0, 2, "a", "_", "None", "True", b"b", [], [None], 1.5, 2**40, (1, 2), (1, [2]), frozenset([1]), ...,
          1j, True, object, ast.Load(), ast.Store(), ast.Del(), ast.Add(), ast.Not(), ast.And(), ast.Pass(),
          ast.Pass(lineno=1, col_offset=0), ast.arguments([], [], None, [], [], None, []), ast.Name("x", ast.Load(), lineno=1, col_offset=0),
          ast.Name("x", ast.Store(), lineno=1, col_offset=0), ast.Constant(3, lineno=1, col_offset=0),
          ast.Name("None", ast.Load(), lineno=1, col_offset=0), ast.Starred(ast.Name("x", ast.Load(), lineno=1, col_offset=0), ast.Load(), lineno=1, col_offset=0),
          ast.MatchStar("a", lineno=1, col_offset=0), ast.MatchAs(None, None, lineno=1, col_offset=0), ast.alias("a", None, lineno=1, col_offset=0),
          ast.Tuple([], ast.Load(), lineno=1, col_offset=0), ast.expr(lineno=1, col_offset=0), ast.AST()]


def damage(tree):
    nodes = [n for n in ast.walk(tree)]
    node = nodes[below(len(nodes))]
    names = list(node._fields) + (["lineno", "end_lineno", "col_offset", "end_col_offset"] if below(8) == 0 else [])
    if not names:
        return "nothing"
    name = names[below(len(names))]
    old = getattr(node, name, None)
    value = VALUES[below(len(VALUES))]
    kind = below(6)
    if isinstance(old, list) and kind < 5:
        old = list(old)
        if kind == 0:
            old.append(value)
        elif kind == 1 and old:
            del old[below(len(old))]
        elif kind == 2 and old:
            old[below(len(old))] = value
        else:
            old.clear()
        value = old
    elif kind == 0 and hasattr(node, name):
        try:
            delattr(node, name)
        except AttributeError:
            pass
        return "%s.%s deleted" % (type(node).__name__, name)
    setattr(node, name, value)
    return "%s.%s = %s" % (type(node).__name__, name, ast.dump(value) if isinstance(value, ast.AST) else type(value).__name__)


def hide_addresses(text):
    while " at 0x" in text:
        start = text.index(" at 0x")
        end = text.index(">", start)
        text = text[:start] + text[end:]
    return text


for number in range(int(sys.argv[2])):
    tree = ast.parse(SOURCES[below(len(SOURCES))])
    what = [damage(tree) for _ in range(1 + below(2))]
    # What CPython does not survive.
    if any(n is None or (isinstance(n, list) and None in n) for m in ast.walk(tree) for f in ("patterns", "handlers", "names", "kwd_attrs", "kwd_patterns", "keys")
           for n in [getattr(m, f, 1)]):
        continue
    try:
        compile(tree, "<tree>", "exec")
        answer = "compiles"
    except Exception as error:
        answer = "%s: %s" % (type(error).__name__, hide_addresses(str(error)))
    print(number, what, answer, flush=True)
