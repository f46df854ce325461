"""A recursive-descent parser and evaluator for a small language, with a hand-written tokenizer."""

SIZES = {"small": 60, "full": 6000}


class Token:
    __slots__ = ("kind", "text", "position")

    def __init__(self, kind, text, position):
        self.kind, self.text, self.position = kind, text, position


def tokenize(source):
    i, n = 0, len(source)
    while i < n:
        c = source[i]
        start = i
        if c.isspace():
            i += 1
            continue
        if c.isdigit():
            while i < n and source[i].isdigit():
                i += 1
            yield Token("number", source[start:i], start)
        elif c.isalpha() or c == "_":
            while i < n and (source[i].isalnum() or source[i] == "_"):
                i += 1
            word = source[start:i]
            yield Token("keyword" if word in ("let", "if", "then", "else", "in") else "name", word, start)
        elif source[i : i + 2] in ("==", "<=", ">=", "!=", "&&", "||"):
            i += 2
            yield Token("operator", source[start:i], start)
        elif c in "+-*/%<>()=,":
            i += 1
            yield Token("operator", c, start)
        else:
            raise SyntaxError(f"unexpected {c!r} at {i}")
    yield Token("end", "", n)


LEVELS = [("||",), ("&&",), ("==", "!=", "<", ">", "<=", ">="), ("+", "-"), ("*", "/", "%")]


class Parser:
    def __init__(self, source):
        self.tokens = list(tokenize(source))
        self.at = 0

    @property
    def current(self):
        return self.tokens[self.at]

    def accept(self, text):
        if self.current.text == text and self.current.kind != "end":
            self.at += 1
            return True
        return False

    def expect(self, text):
        if not self.accept(text):
            raise SyntaxError(f"expected {text} at {self.current.position}")

    def expression(self):
        if self.accept("let"):
            name = self.current.text
            self.at += 1
            self.expect("=")
            value = self.expression()
            self.expect("in")
            return ("let", name, value, self.expression())
        if self.accept("if"):
            condition = self.expression()
            self.expect("then")
            yes = self.expression()
            self.expect("else")
            return ("if", condition, yes, self.expression())
        return self.binary(0)

    def binary(self, level):
        if level == len(LEVELS):
            return self.unary()
        left = self.binary(level + 1)
        while self.current.kind == "operator" and self.current.text in LEVELS[level]:
            operator = self.current.text
            self.at += 1
            left = (operator, left, self.binary(level + 1))
        return left

    def unary(self):
        if self.accept("-"):
            return ("negate", self.unary())
        token = self.current
        self.at += 1
        if token.kind == "number":
            return ("number", int(token.text))
        if token.kind == "name":
            if self.accept("("):
                arguments = []
                while not self.accept(")"):
                    arguments.append(self.expression())
                    if not self.accept(","):
                        self.expect(")")
                        break
                return ("call", token.text, arguments)
            return ("name", token.text)
        if token.text == "(":
            inner = self.expression()
            self.expect(")")
            return inner
        raise SyntaxError(f"unexpected {token.text!r} at {token.position}")


BINARY = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b % 1000003,
    "/": lambda a, b: a // b if b else 0,
    "%": lambda a, b: a % b if b else 0,
    "==": lambda a, b: int(a == b),
    "!=": lambda a, b: int(a != b),
    "<": lambda a, b: int(a < b),
    ">": lambda a, b: int(a > b),
    "<=": lambda a, b: int(a <= b),
    ">=": lambda a, b: int(a >= b),
}
FUNCTIONS = {"max": max, "min": min, "abs": abs, "sum": lambda *a: sum(a)}


def evaluate(node, scope):
    kind = node[0]
    if kind == "number":
        return node[1]
    if kind == "name":
        return scope[node[1]]
    if kind in BINARY:
        return BINARY[kind](evaluate(node[1], scope), evaluate(node[2], scope))
    if kind == "&&":
        return evaluate(node[1], scope) and evaluate(node[2], scope)
    if kind == "||":
        return evaluate(node[1], scope) or evaluate(node[2], scope)
    if kind == "negate":
        return -evaluate(node[1], scope)
    if kind == "if":
        return evaluate(node[2] if evaluate(node[1], scope) else node[3], scope)
    if kind == "let":
        return evaluate(node[3], {**scope, node[1]: evaluate(node[2], scope)})
    if kind == "call":
        return FUNCTIONS[node[1]](*[evaluate(argument, scope) for argument in node[2]])
    raise AssertionError(kind)


def make_source(i):
    parts = [f"let v{k} = (x + {i + k}) * {k + 3} - y % {k + 2} in" for k in range(4)]
    return " ".join(
        parts
    ) + f" if v0 > v{i % 4} && !1 == 1 then 0 else max(v1, v2 - {i}, sum(v3, -x, {i} / (y + 1)))".replace("!1", "1")


def main(n):
    total = errors = 0
    for i in range(n):
        source = make_source(i)
        if i % 50 == 49:
            source += " )"
        try:
            parser = Parser(source)
            tree = parser.expression()
            if parser.current.kind != "end":
                raise SyntaxError("trailing text")
        except SyntaxError:
            errors += 1
            continue
        for x in range(4):
            total = (total * 31 + evaluate(tree, {"x": x, "y": i})) % 1000000007
    return f"{total} {errors}"


if __name__ == "__main__":
    import sys

    print("checksum", main(SIZES[sys.argv[1] if len(sys.argv) > 1 else "small"]))
