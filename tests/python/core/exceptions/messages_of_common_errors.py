def error(text):
    try:
        eval(text)
        print(text, "no error")
    except Exception as e:
        print(text, "->", type(e).__name__ + ":", e)
for text in ["undefined", "[][0]", "{}['k']", "{}[1, 2]", "''[0]", "()[0]", "None.x", "5()", "'a' + 1", "1 + 'a'", "[] + 1", "int('x')", "float('x')", "len(5)", "iter(5)", "next([])", "next(iter([]))", "abs('a')", "max([])", "min(())", "max(1)", "sum(['a'])",
             "chr(-1)", "ord('ab')", "open()", "range('a')", "sorted(5)", "zip(5)", "map()", "map(1)", "list(map(1, [1]))", "filter(1)", "enumerate()", "enumerate(5)", "reversed({1})", "reversed(5)", "round('a')", "pow('a', 2)", "divmod(1)", "hash([])", "id()", "isinstance(1, 1)",
             "getattr(1, 'x')", "setattr(1, 'x', 1)", "vars(1)", "dir(1, 2)", "input(1, 2)", "print(sep=1)", "print(end=1)", "print(x=1)", "eval(5)", "exec(5)", "compile('a')", "type('a', 1, 1)", "super()", "object.x", "int.x", "''.x()", "[].sort(1)", "{}.update(1)", "'%d' % 'a'",
             "'{}'.format()", "b'a' + 'a'", "bytes('a')", "bytearray('a')", "memoryview(1)", "slice()", "property(1, 2, 3, 4, 5)", "all(1)", "any(1)", "bin('a')", "bool(1, 2)", "callable()", "complex('a')", "dict(1)", "frozenset(1)", "set(1)", "tuple(1)", "1 < 'a'", "1 in 1", "not_defined.x", "-'a'", "~1.5", "1 if", "1 @ 2", "f'{x_undefined}'", "[1, 2][1.5]", "(1, 2)['a']", "'abc'['a']", "{[]: 1}", "{1: 2}.x", "1 .real()", "lambda: (yield)", "anext(1)", "iter(1, 2)", "iter(len)", "__import__(5)", "__import__('no_such_module_x')", "format(1, 'z')", "format(1, 5)", "hex('a')", "str(1, 2)"]:
    error(text)
