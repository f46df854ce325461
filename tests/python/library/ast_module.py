import ast
src = "x: int = 1\ndef f(a, *b, c=2, **d) -> str:\n    return [i for i in a if i > 0], {**d}, f'{a!r:>{c}}'\nclass C(B, metaclass=M):\n    @deco\n    async def m(self): await x\nwith a as b, c: pass\ntry: pass\nexcept* E as e: raise X from e\nmatch v:\n    case [1, *r, P(x=0)] | {'k': _} if g: del y\nlambda x, /: (yield)\nx[1:2, ...] += -y ** ~z\nfrom . import a as b\nglobal q; assert a, b\nif (n := 1) < 2 < 3 and not 4: break_ = 'é' b''[0]\n"
src = src.replace("'é' b''[0]", "'é'")
tree = ast.parse(src)
print(ast.dump(tree))
print(ast.dump(ast.parse("a + b", mode="eval"), indent=2, include_attributes=True))
print(ast.unparse(tree))
for e in ["1", "'a'", "[1, (2, {3: 'x'}), {4}]", "-1.5", "1 + 2j", "None", "b'x'", "...", "{}"]:
    print(e, ast.literal_eval(e))
def error(f):
    try: print(f())
    except Exception as e: print(type(e).__name__ + ":", str(e).split(" at 0x")[0])
for e in ["a", "f()", "1 + a", "[x for x in y]", "1 +", "__import__('os')", "2 ** 3", "{**a}"]:
    error(lambda: ast.literal_eval(e))
class V(ast.NodeVisitor):
    def __init__(self): self.names = []
    def visit_Name(self, n): self.names.append(n.id)
v = V(); v.visit(tree); print(v.names)
class T(ast.NodeTransformer):
    def visit_Constant(self, n): return ast.copy_location(ast.Constant(n.value * 2 if isinstance(n.value, int) else n.value), n)
t = ast.fix_missing_locations(T().visit(ast.parse("print(1 + 20, 'a')"))); exec(compile(t, "t", "exec"))
n = ast.BinOp(ast.Constant(2), ast.Mult(), ast.Constant(21)); print(eval(compile(ast.fix_missing_locations(ast.Expression(n)), "e", "eval")), n._fields, ast.Add()._fields, isinstance(n, ast.expr), [type(x).__name__ for x in ast.walk(n)], list(ast.iter_fields(n))[0][0], ast.get_docstring(ast.parse("'doc'\nx")), ast.get_source_segment("a + bc", ast.parse("a + bc").body[0].value.right))
error(lambda: compile(ast.Expression(ast.Constant(1)), "e", "eval")); error(lambda: compile(ast.Module([5], []), "e", "exec")); error(lambda: ast.parse("x =")); error(lambda: compile(ast.Expression(), "e", "eval")); error(lambda: ast.Name("a", "b", "c", "d")); error(lambda: eval(compile(ast.fix_missing_locations(ast.Expression(ast.Name("zz", ast.Load()))), "e", "eval")))
