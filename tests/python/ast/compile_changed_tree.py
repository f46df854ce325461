# A changed tree compiles to what it says.
import ast


class Doubler(ast.NodeTransformer):
    def visit_Constant(self, node):
        return ast.copy_location(ast.BinOp(node, ast.Mult(), ast.Constant(2)), node) if isinstance(node.value, int) else node


tree = ast.fix_missing_locations(Doubler().visit(ast.parse("print(1 + 20, 'x', [3])")))
exec(compile(tree, "<tree>", "exec"))
print(eval(compile(ast.Expression(ast.Constant((1, 2.5, frozenset([3]), b"", -0.0, 2**80, 1 + 2j), lineno=1, col_offset=0)), "", "eval")))
exec(compile(ast.Interactive([ast.Expr(ast.Constant(5, lineno=1, col_offset=0), lineno=1, col_offset=0)]), "", "single"))
