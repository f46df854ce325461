# Every class shows its fields, attributes, documentation and defaults.
import ast
import _ast

for name in sorted(n for n in dir(_ast) if not n.startswith("__")):
    cls = getattr(_ast, name)
    if not isinstance(cls, type):
        if name.startswith("PyCF"):
            print(name, cls)
        continue
    defaults = {key: value for key, value in vars(cls).items() if value is None}
    print(name, cls.__bases__, cls.__module__, cls.__qualname__, cls._fields, cls.__match_args__, cls._attributes, defaults)
    print("   ", repr(cls.__doc__))
print(ast.parse("a").body[0].value.ctx is ast.parse("b").body[0].value.ctx)
