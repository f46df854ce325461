"""Members that __slots__ gives subclasses of str: kept beside the text, whatever its length."""
import gc


class Token(str):
    __slots__ = ("kind", "line", "value")

    def __new__(cls, kind, text, line=None):
        self = super().__new__(cls, text)
        self.kind, self.line = kind, line
        return self


class Named(Token):
    __slots__ = ("name",)


class Open(Named):
    pass


tokens = [Token("k%d" % i, "x" * i + ("\u0100" if i % 3 == 0 else "") + ("\U00010000" if i % 5 == 0 else ""), [i]) for i in range(200)]
gc.collect()
junk = [[i] * 5 for i in range(20000)]
print(all(t.kind == "k%d" % i and t.line == [i] and t.startswith("x" * i) for i, t in enumerate(tokens)))
print(tokens[7], tokens[7].kind, tokens[7].line, len(tokens[7]), hash(tokens[7]) == hash("xxxxxxx"))
try:
    tokens[7].value
except AttributeError as error:
    print("AttributeError", error)
tokens[7].value = 3
del tokens[7].kind
print(tokens[7].value, hasattr(tokens[7], "kind"), hasattr(tokens[7], "__dict__"))
try:
    tokens[7].other = 1
except AttributeError as error:
    print("AttributeError", error)
n = Named("k", "name", 5)
n.name = "me"
print(n, n.kind, n.line, n.name, sorted(Named.__slots__))
o = Open("k", "open" * 10, 6)
o.name, o.free, o.more = "mine", 1, 2
gc.collect()
print(o, o.kind, o.line, o.name, o.free, o.more, o.__dict__)
o.__dict__["extra"] = 9
print(o.extra, o.kind, o.name, o)
