# Scopes, their names and how each name is used.
import symtable

SOURCE = """
import a.b
g = 1
def f(x, *rest, y: int = g, **more):
    global g
    z = x
    class C:
        v = z
        def m(self): return __class__, z
    return [i for i in rest if (w := i)], lambda: y
"""


def show(table, indent=""):
    print(indent, table.get_type(), table.get_name(), table.get_lineno(), table.is_nested(), table.is_optimized())
    for symbol in sorted(table.get_symbols(), key=lambda s: s.get_name()):
        tests = [name[3:] for name in dir(symbol) if name.startswith("is_") and getattr(symbol, name)()]
        print(indent, "  ", symbol.get_name(), tests)
    for child in table.get_children():
        show(child, indent + "    ")


show(symtable.symtable(SOURCE, "<s>", "exec"))
for wrong in (("x", "f", "bad"), (1, "f", "exec"), ("x", 1, "exec")):
    try:
        symtable.symtable(*wrong)
    except Exception as error:
        print(type(error).__name__, error)
