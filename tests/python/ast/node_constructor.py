# Positional arguments fill the fields, keywords may be anything, surplus arguments are refused.
import ast


def attempt(make):
    try:
        node = make()
        print(type(node).__name__, sorted(vars(node).items(), key=lambda pair: pair[0]))
    except TypeError as error:
        print("TypeError:", error)


attempt(lambda: ast.Constant(1))
attempt(lambda: ast.Constant(1, "u", lineno=3))
attempt(lambda: ast.Constant(1, value=2))
attempt(lambda: ast.Constant(1, 2, 3))
attempt(lambda: ast.Pass(1))
attempt(lambda: ast.Return(1, 2))
attempt(lambda: ast.Pass(anything=[]))
attempt(lambda: ast.AST(lineno=1))
attempt(lambda: ast.AST(1))


class Mine(ast.Constant):
    _fields = ("a", "b")


attempt(lambda: Mine(1, 2))
attempt(lambda: Mine(1, 2, 3))
print(ast.Return().value, hasattr(ast.Expr(), "value"))
