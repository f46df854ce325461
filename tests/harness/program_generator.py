"""Random programs for the fuzzer: deterministic, ending, and printing what they compute.

A program is some classes and functions over ints, floats, strings, lists and dicts, called from a hot loop with
arguments whose types change now and then. Values that grow are wrapped by moduli around the VM's own borders (31, 48,
62, 64 bits), calls are bounded by a global budget, and every call from the loop catches and prints its exception, so
that errors are compared too. The same seed gives the same program.
"""

import random

MODULI = ["1000003", "2**31", "2**48", "2**48 + 1", "2**62", "2**64", "97"]
INTEGERS = [
    "0",
    "1",
    "2",
    "3",
    "7",
    "-1",
    "-5",
    "10",
    "100",
    "255",
    "2**31 - 1",
    "-2**31",
    "2**47",
    "2**48 - 1",
    "-2**48",
    "2**63",
    "10**20",
]
FLOATS = ["0.0", "0.5", "1.5", "-2.25", "3.0", "1e10", "1e-3", "-0.0", "float('inf')"]
STRINGS = ["''", "'a'", "'bc'", "'xyz'", "'é'", "'中b'", "'12'"]
COMPARISONS = ["<", "<=", ">", ">=", "==", "!="]
EXCEPTIONS = [
    "ValueError",
    "KeyError",
    "IndexError",
    "TypeError",
    "ZeroDivisionError",
    "ArithmeticError",
    "LookupError",
    "Exception",
]


class Scope:
    """The variables in reach, by type, and how the code here may leave."""

    def __init__(self, variables, in_function=False, in_loop=False, depth=0):
        self.variables = variables
        self.in_function = in_function
        self.in_loop = in_loop
        self.depth = depth

    def inner(self, **changes):
        scope = Scope(
            {kind: list(names) for kind, names in self.variables.items()},
            self.in_function,
            self.in_loop,
            self.depth + 1,
        )
        for name, value in changes.items():
            setattr(scope, name, value)
        return scope

    def names(self, kind):
        return self.variables.get(kind, [])

    def add(self, kind, name):
        for names in self.variables.values():
            if name in names:
                names.remove(name)
        self.variables.setdefault(kind, []).append(name)


class Generator:
    def __init__(self, seed, size=6, rounds=400):
        self.random = random.Random(seed)
        self.rounds = rounds
        self.size = size
        self.lines = []
        self.counter = 0
        self.functions = []  # (name, parameter kinds, result kind)
        self.classes = []  # (name, fields by kind, methods: (name, parameter kinds, result kind))

    def chance(self, probability):
        return self.random.random() < probability

    def pick(self, items):
        return self.random.choice(items)

    def fresh(self, prefix):
        self.counter += 1
        return f"{prefix}{self.counter}"

    def put(self, indent, text):
        self.lines.append("    " * indent + text)

    def kind(self):
        return self.pick(
            ["int", "int", "int", "float", "str", "list", "dict", "object"]
            if self.classes
            else ["int", "int", "int", "float", "str", "list", "dict"]
        )

    # Expressions

    def expression(self, scope, kind, depth=0):
        names = scope.names(kind)
        if depth > 3 or self.chance(0.15):
            return self.pick(names) if names and self.chance(0.7) else self.literal(scope, kind)
        if names and self.chance(0.35):
            return self.pick(names)
        return getattr(self, "make_" + kind)(scope, depth + 1)

    def literal(self, scope, kind):
        if kind == "int":
            return self.pick(INTEGERS)
        if kind == "float":
            return self.pick(FLOATS)
        if kind == "str":
            return self.pick(STRINGS)
        if kind == "list":
            return "[" + ", ".join(self.pick(INTEGERS[:9]) for _ in range(self.random.randrange(4))) + "]"
        if kind == "dict":
            return "{" + ", ".join(f"{i}: {self.pick(INTEGERS[:9])}" for i in range(self.random.randrange(3))) + "}"
        if kind == "bool":
            return self.pick(["True", "False"])
        return f"{self.pick(self.classes)[0]}({self.pick(INTEGERS)})"

    def call(self, scope, kind, depth):
        """A call whose result has the kind, or None if there is none."""
        found = [(name, kinds) for name, kinds, result in self.functions if result == kind]
        for receiver in scope.names("object"):
            for class_name, _, methods in self.classes[:1]:
                found += [(f"{receiver}.{name}", kinds) for name, kinds, result in methods if result == kind]
        if not found:
            return None
        name, kinds = self.pick(found)
        return f"{name}({', '.join(self.expression(scope, k, depth + 1) for k in kinds)})"

    def make_int(self, scope, depth):
        e = lambda kind="int": self.expression(scope, kind, depth)
        choice = self.random.randrange(14)
        if choice < 4:
            return f"({e()} {self.pick(['+', '-', '+', '-', '&', '|', '^'])} {e()})"
        if choice == 4:
            return f"({e()} * {e()}) % ({self.pick(MODULI)})"
        if choice == 5:
            return f"({e()} {self.pick(['//', '%'])} ({e()} or {self.pick(['1', '-3', '7'])}))"
        if choice == 6:
            return f"({e()} {self.pick(['<<', '>>'])} {self.random.randrange(6)}) % ({self.pick(MODULI)})"
        if choice == 7:
            return f"len({e(self.pick(['str', 'list', 'dict']))})"
        if choice == 8:
            return f"({e()} if {self.expression(scope, 'bool', depth)} else {e()})"
        if choice == 9:
            return self.pick([f"abs({e()})", f"-{e()}", f"min({e()}, {e()})", f"max({e()}, {e()})", f"(~{e()})"])
        if choice == 10:
            return f"sum({e('list')}) % {self.pick(MODULI[:2])}"
        if choice == 11 and scope.names("list"):
            name = self.pick(scope.names("list"))
            return f"({name}[{e()} % len({name})] if {name} else {e()})"
        if choice == 12 and scope.names("object"):
            return f"{self.pick(scope.names('object'))}.n"
        if choice == 13 and scope.names("dict"):
            return f"{self.pick(scope.names('dict'))}.get({e()} % 5, {e()})"
        return self.call(scope, "int", depth) or f"int({e('float')} * 2 % 1000 if {e('float')} < 1e15 else 4)"

    def make_float(self, scope, depth):
        e = lambda kind="float": self.expression(scope, kind, depth)
        choice = self.random.randrange(7)
        if choice < 3:
            return f"({e()} {self.pick(['+', '-', '*'])} {e(self.pick(['float', 'int']))})"
        if choice == 3:
            return f"({e()} / ({e()} or 1.0))"
        if choice == 4:
            return f"({e('int')} / {self.pick(['2', '3', '7.0'])})"
        if choice == 5:
            return f"({e()} if {self.expression(scope, 'bool', depth)} else {e()})"
        return self.call(scope, "float", depth) or f"float({e('int')} % 2**40)"

    def make_str(self, scope, depth):
        e = lambda kind="str": self.expression(scope, kind, depth)
        choice = self.random.randrange(8)
        if choice < 2:
            return f"({e()} + {e()})[-20:]"
        if choice == 2:
            return f"str({e('int')})"
        if choice == 3:
            return f"{e()}[{self.random.randrange(-2, 3)}:]"
        if choice == 4:
            return f"({e()} * {self.random.randrange(3)})"
        if choice == 5:
            return f"{e()}.{self.pick(['upper()', 'strip()', 'title()', 'replace(chr(97), str(7))', 'zfill(3)'])}"
        if choice == 6:
            return f"('%d:%s' % ({e('int')}, {e('str')}))[:15]"
        return self.call(scope, "str", depth) or f"({e()} if {self.expression(scope, 'bool', depth)} else {e()})"

    def make_list(self, scope, depth):
        e = lambda kind: self.expression(scope, kind, depth)
        choice = self.random.randrange(6)
        if choice == 0:
            return f"[{e('int')}, {e('int')}]"
        if choice == 1:
            variable = self.fresh("v")
            inner = scope.inner()
            inner.add("int", variable)
            condition = f" if {self.expression(inner, 'bool', depth)}" if self.chance(0.5) else ""
            item, count = self.expression(inner, "int", depth), self.random.randrange(1, 6)
            return f"[{item} for {variable} in range({count}){condition}]"
        if choice == 2:
            return f"({e('list')} + {e('list')})[:12]"
        if choice == 3:
            return f"sorted({e('list')})"
        if choice == 4:
            return f"{e('list')}[{self.pick(['1:', ':-1', '::-1', '::2'])}]"
        return self.call(scope, "list", depth) or f"list({e('dict')}.values())"

    def make_dict(self, scope, depth):
        e = lambda kind: self.expression(scope, kind, depth)
        choice = self.random.randrange(3)
        if choice == 0:
            return f"{{{e('int')}: {e('int')}, {e('str')}: {e('int')}}}"
        if choice == 1:
            return f"dict(enumerate({e('list')}))"
        return self.call(scope, "dict", depth) or f"{{**{e('dict')}, {e('int')} % 5: {e('int')}}}"

    def make_object(self, scope, depth):
        return (
            self.call(scope, "object", depth) or f"{self.pick(self.classes)[0]}({self.expression(scope, 'int', depth)})"
        )

    def make_bool(self, scope, depth):
        e = lambda kind: self.expression(scope, kind, depth)
        choice = self.random.randrange(7)
        if choice < 3:
            return f"({e('int')} {self.pick(COMPARISONS)} {e(self.pick(['int', 'int', 'float']))})"
        if choice == 3:
            return f"({e('str')} {self.pick(COMPARISONS)} {e('str')})"
        if choice == 4:
            return f"({e('int')} {self.pick(['in', 'not in'])} {e(self.pick(['list', 'dict']))})"
        if choice == 5:
            return f"({e('bool')} {self.pick(['and', 'or'])} {e('bool')})"
        return f"(not {e(self.pick(['bool', 'list', 'str', 'int']))})"

    # Statements

    def block(self, scope, indent, count):
        for _ in range(count):
            self.statement(scope, indent)

    def statement(self, scope, indent):
        choice = self.random.randrange(24)
        deep = scope.depth >= 3
        if choice < 7:
            kind = self.kind()
            existing = scope.names(kind)
            name = self.pick(existing) if existing and self.chance(0.5) else self.fresh("x")
            if name.startswith("self"):
                name = self.fresh("x")
            value = self.expression(scope, kind)
            self.put(indent, f"{name} = {value}")
            scope.add(kind, name)
        elif choice < 9 and scope.names("int"):
            name = self.pick(scope.names("int"))
            self.put(indent, f"{name} {self.pick(['+=', '-=', '^='])} {self.expression(scope, 'int')}")
            if self.chance(0.5):
                self.put(indent, f"{name} %= {self.pick(MODULI)}")
        elif choice == 9 and scope.names("str"):
            name = self.pick(scope.names("str"))
            self.put(indent, f"{name} = ({name} + {self.expression(scope, 'str')})[-25:]")
        elif choice == 10 and scope.names("list"):
            name = self.pick(scope.names("list"))
            self.put(
                indent,
                self.pick(
                    [
                        f"{name}.append({self.expression(scope, 'int')})",
                        f"del {name}[8:]",
                        f"{name}[{self.expression(scope, 'int')} % 9] = {self.expression(scope, 'int')}",
                    ]
                ),
            )
            self.put(indent, f"del {name}[20:]")
        elif choice == 11 and scope.names("dict"):
            self.put(
                indent,
                f"{self.pick(scope.names('dict'))}[{self.expression(scope, 'int')} % 7] = "
                f"{self.expression(scope, 'int')}",
            )
        elif choice == 12 and scope.names("object"):
            name = self.pick(scope.names("object"))
            self.put(
                indent,
                self.pick(
                    [
                        f"{name}.n = {self.expression(scope, 'int')}",
                        f"{name}.n += {self.expression(scope, 'int')}",
                        f"{name}.extra = {self.expression(scope, 'float')}",
                    ]
                ),
            )
        elif choice in (13, 14) and not deep:
            self.put(indent, f"if {self.expression(scope, 'bool')}:")
            self.block(scope.inner(), indent + 1, self.random.randrange(1, 3))
            if self.chance(0.4):
                self.put(indent, "else:")
                self.block(scope.inner(), indent + 1, self.random.randrange(1, 3))
        elif choice in (15, 16) and not deep:
            variable = self.fresh("i")
            inner = scope.inner(in_loop=True)
            source, kind = self.pick(
                [
                    (f"range({self.random.randrange(1, 12)})", "int"),
                    (f"{self.expression(scope, 'list')}[:9]", "int"),
                    (f"{self.expression(scope, 'str')}[:9]", "str"),
                ]
            )
            inner.add(kind, variable)
            self.put(indent, f"for {variable} in {source}:")
            self.block(inner, indent + 1, self.random.randrange(1, 4))
        elif choice == 17 and not deep:
            variable = self.fresh("w")
            inner = scope.inner(in_loop=True)
            self.put(indent, f"{variable} = {self.random.randrange(1, 10)}")
            self.put(indent, f"while {variable} > 0:")
            self.put(indent + 1, f"{variable} -= 1")
            self.block(inner, indent + 1, self.random.randrange(1, 3))
        elif choice == 18 and not deep:
            self.put(indent, "try:")
            self.block(scope.inner(), indent + 1, self.random.randrange(1, 3))
            if self.chance(0.4):
                self.put(indent + 1, f"raise {self.pick(EXCEPTIONS)}({self.expression(scope, 'int')})")
            error = self.fresh("e")
            self.put(indent, f"except {self.pick(EXCEPTIONS)} as {error}:")
            self.put(indent + 1, f"note(type({error}).__name__)")
            self.block(scope.inner(), indent + 1, 1)
            if self.chance(0.3):
                self.put(indent, "finally:")
                self.block(scope.inner(in_loop=False), indent + 1, 1)
        elif choice == 19 and scope.in_loop:
            self.put(indent, f"if {self.expression(scope, 'bool')}: {self.pick(['break', 'continue'])}")
        elif choice == 20 and scope.in_function:
            self.put(
                indent,
                f"if {self.expression(scope, 'bool')}: raise {self.pick(EXCEPTIONS)}({self.expression(scope, 'int')})",
            )
        elif choice == 21:
            kinds = ["int", "int"]
            a, b = self.fresh("x"), self.fresh("x")
            self.put(indent, f"{a}, {b} = {', '.join(self.expression(scope, k) for k in kinds)}")
            scope.add("int", a)
            scope.add("int", b)
        elif choice == 22 and not deep:
            name = self.fresh("h")
            variable = self.fresh("p")
            inner = scope.inner()
            inner.add("int", variable)
            self.put(
                indent,
                f"{name} = lambda {variable}, k={self.expression(scope, 'int')}: {self.expression(inner, 'int')} + k",
            )
            result = self.fresh("x")
            self.put(indent, f"{result} = {name}({self.expression(scope, 'int')})")
            scope.add("int", result)
        elif choice == 23 and not deep:
            name, variable = self.fresh("g"), self.fresh("i")
            inner = scope.inner()
            inner.add("int", variable)
            self.put(indent, f"def {name}():")
            self.put(indent + 1, f"for {variable} in range({self.random.randrange(1, 7)}):")
            self.put(indent + 2, f"yield {self.expression(inner, 'int')}")
            result = self.fresh("x")
            self.put(indent, f"{result} = list({name}())")
            scope.add("list", result)
        else:
            self.put(indent, f"note({self.expression(scope, self.kind())})")

    # Programs

    def function(self, indent, name, parameters, variables, result):
        self.put(indent, f"def {name}({', '.join(parameters)}):")
        self.put(indent + 1, "spend()")
        scope = Scope(variables, in_function=True)
        self.block(scope, indent + 1, self.random.randrange(2, self.size + 2))
        self.put(indent + 1, f"return {self.expression(scope, result)}")
        self.put(0, "")

    def make_class(self):
        name = self.fresh("C")
        base = f"({self.pick(self.classes)[0]})" if self.classes and self.chance(0.5) else ""
        self.put(0, f"class {name}{base}:")
        if self.chance(0.3) and not base:
            self.put(1, "__slots__ = ('n', 'extra', 'other')")
        self.put(1, "def __init__(self, n):")
        self.put(2, "self.n = n")
        if self.chance(0.5):
            self.put(2, "self.extra = 0.5")
        self.put(1, f"def __repr__(self): return '{name}(%r)' % (self.n,)")
        if self.chance(0.5):
            self.put(1, f"def __add__(self, other): return {name}(self.n {self.pick('+-^')} getattr(other, 'n', 1))")
        if self.chance(0.5):
            self.put(1, f"def __eq__(self, other): return isinstance(other, {name}) and self.n == other.n")
            self.put(1, "def __hash__(self): return 5")
        methods = (
            self.classes[0][2]
            if self.classes
            else [
                (self.fresh("m"), [self.kind() for _ in range(2)], self.pick(["int", "float", "str"])) for _ in range(2)
            ]
        )
        self.classes.append((name, {}, methods))
        for method, kinds, result in methods:
            names = [self.fresh("a") for _ in kinds]
            variables = {"object": ["self"], "int": []}
            for kind, parameter in zip(kinds, names):
                variables.setdefault(kind, []).append(parameter)
            self.function(1, method, ["self", *names], variables, result)

    def program(self):
        self.put(0, "budget = 0")
        self.put(0, "notes = []")
        self.put(0, "class OutOfBudget(BaseException): pass")
        self.put(0, "def spend():")
        self.put(1, "global budget")
        self.put(1, "budget -= 1")
        self.put(1, "if budget < 0: raise OutOfBudget")
        self.put(0, "def note(value):")
        self.put(1, "if len(notes) < 8: notes.append(repr(value)[:80])")
        self.put(0, "")
        for _ in range(self.random.randrange(0, 4)):
            self.make_class()
        for _ in range(self.random.randrange(2, 5)):
            kinds = [self.kind() for _ in range(self.random.randrange(1, 4))]
            names = [self.fresh("a") for _ in kinds]
            variables = {}
            for kind, parameter in zip(kinds, names):
                variables.setdefault(kind, []).append(parameter)
            name, result = self.fresh("f"), self.kind()
            parameters = list(names)
            if self.chance(0.3):
                parameters[-1] += f"={self.literal(None, kinds[-1])}" if kinds[-1] != "object" else ""
            self.function(0, name, parameters, variables, result)
            self.functions.append((name, kinds, result))

        self.put(0, "def main():")
        self.put(1, "global budget")
        self.put(1, "digest = 0")
        self.put(1, f"for round in range({self.rounds}):")
        self.put(2, "budget = 60")
        self.put(2, "notes.clear()")
        self.put(2, "try:")
        scope = Scope({"int": ["round"]}, depth=1)
        for name, kinds, _ in self.functions:
            arguments = [self.expression(scope, kind, 2) for kind in kinds]
            if self.chance(0.3):
                position = self.random.randrange(len(kinds))
                odd = self.expression(scope, self.kind(), 2)
                arguments[position] = f"({arguments[position]} if round % {self.pick([7, 50, 97])} else {odd})"
            self.put(3, f"note({name}({', '.join(arguments)}))")
        self.put(2, "except OutOfBudget: note('budget')")
        self.put(2, "except Exception as error: note((type(error).__name__, str(error)))")
        self.put(2, "text = '|'.join(notes)")
        self.put(2, "for c in text: digest = (digest * 31 + ord(c)) % 1000000007")
        self.put(2, "if round % 50 == 0: print(round, text, digest)")
        self.put(1, "print(digest)")
        self.put(0, "")
        self.put(0, "main()")
        return "\n".join(self.lines) + "\n"


def generate(seed, size=6, rounds=400):
    return Generator(seed, size, rounds).program()
