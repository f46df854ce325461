class Color:
    RED, GREEN = 1, 2
def f(x, y=None):
    match x, y:
        case Color.RED, None: return "red"
        case Color.GREEN, _: return "green"
        case (a, b) if a == b: return "same"
        case (int(a) as whole, _): return f"int {a} {whole}"
        case ("go" | "stop" as command, [*targets]): return f"{command} {targets}"
        case (_, {"k": [_, {"z": z}]}): return f"z={z}"
    return "?"
print(f(1), f(2, 3), f(7, 7), f(8, 9), f("go", (1, 2)), f(None, {"k": [0, {"z": 26}]}), f(None))
log = []
class E:
    def __init__(self, n): self.n = n
    def __eq__(self, other): log.append((self.n, other)); return False
match E("s"):
    case 1: pass
    case "a" | "b": pass
    case None: pass
    case _: print(log)
match = 5
case = match + 1
print(match, case, [match for case in range(2)])
for text in ["match x:\n case a: pass\n case b: pass", "match x:\n case _: pass\n case 1: pass", "match x:\n case a | b: pass", "match x:\n case [a, a]: pass", "match x:\n case {'k': 1, 'k': 2}: pass", "match x:\n case {**rest, 'a': 1}: pass",
             "match x:\n case [*a, *b]: pass", "match x:\n case a.b.c(): pass", "match x:\n case f(a=1, a=2): pass", "match x:\n case f(a=1, 2): pass", "match x:\n case 1 + 1: pass", "match x:\n case -a: pass", "match x:\n case a as b.c: pass", "match x:\n case a as _: pass",
             "match x:\n case (1 | a): pass", "match x:\n case _ as b: pass", "match x:\n case {**_}: pass", "match x:\n case 1 + 2j | -3 - 4j: pass", "match x:\n case f'a': pass", "match x:\n pass", "match x:", "match x:\n case 1:\n", "match x:\n case {a: 1}: pass", "match x:\n case x if: pass"]:
    try:
        compile(text, "t", "exec")
        print(repr(text), "compiles")
    except SyntaxError as e:
        print(repr(text), "->", type(e).__name__, e.msg)
