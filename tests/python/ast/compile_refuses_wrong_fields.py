# Fields that are missing or of the wrong kind are named.
import ast

place = {"lineno": 1, "col_offset": 0}


def attempt(tree, mode="exec"):
    try:
        compile(tree, "<tree>", mode)
        print("compiles")
    except Exception as error:
        print(type(error).__name__, str(error).split(" at 0x")[0])


def statement(node):
    attempt(ast.Module([node], []))


attempt(ast.Module(), "exec")
attempt(ast.Module([], []), "eval")
attempt(ast.Expression(None), "eval")
attempt(ast.Module([None], []))
attempt(ast.Module((), []))
attempt(ast.Module([1], []))
statement(ast.Expr(ast.Name("x", ast.Load())))
statement(ast.Expr(ast.Name("x", ast.Load(), **place), lineno="1", col_offset=0))
statement(ast.Expr(ast.Name(b"x", ast.Load(), **place), **place))
statement(ast.Expr(ast.Name("x", 5, **place), **place))
statement(ast.Expr(ast.Name("None", ast.Load(), **place), **place))
statement(ast.Expr(ast.Name("x", ast.Store(), **place), **place))
statement(ast.Expr(ast.Constant([], **place), **place))
statement(ast.Expr(ast.BoolOp(ast.And(), [], **place), **place))
statement(ast.Delete([], **place))
statement(ast.FunctionDef("f", None, [], [], **place))
statement(ast.ClassDef("C", [], [], [], [], **place))
statement(ast.Pass(lineno=2, col_offset=0, end_lineno=1))
statement(ast.Pass(lineno=1, col_offset=5, end_lineno=1, end_col_offset=2))
statement(ast.Raise(None, ast.Name("x", ast.Load(), **place), **place))
statement(ast.Try([ast.Pass(**place)], [], [], [], **place))
statement(ast.ImportFrom("a", [ast.alias("b", None, **place)], -1, **place))
statement(ast.AnnAssign(ast.Attribute(ast.Name("x", ast.Load(), **place), "y", ast.Store(), **place),
                        ast.Name("int", ast.Load(), **place), None, 1, **place))
loop = ast.UnaryOp(ast.Not(), None, **place)
loop.operand = loop
try:
    compile(ast.Expression(loop), "<tree>", "eval")
except RecursionError as error:
    print("RecursionError", str(error).split("'")[0])
