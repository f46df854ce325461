import string, textwrap
print(string.ascii_letters, string.digits, string.punctuation, repr(string.whitespace), string.hexdigits, string.capwords("hello  world", None), string.capwords("a-b c", "-"))
t = string.Template("$name is ${age} years, $$5 $missing")
print(t.safe_substitute(name="x", age=3), t.substitute({"name": "y"}, age=4, missing="m"))
for bad in ["$", "$1", "${a", "$missing"]:
    try: print(string.Template(bad).substitute())
    except Exception as e: print(type(e).__name__ + ":", e)
class F(string.Formatter):
    def get_value(self, key, args, kw): return f"<{key}>" if isinstance(key, str) else args[key]
print(F().format("{0} {a} {b!r:>6}", 1), list(string.Formatter().parse("a{b!r:c}d{{}}{}")))
text = "The quick brown fox jumped over the lazy dog, and then it ran away-from-the very-long-hyphenated-word."
print(textwrap.fill(text, 30), textwrap.wrap(text, 20), textwrap.shorten(text, 40), textwrap.fill(text, 40, initial_indent="* ", subsequent_indent="  "), textwrap.wrap("aaaaaaaaaaaa", 5), textwrap.wrap("aaaaaaa b", 5, break_long_words=False), repr(textwrap.dedent("  a\n    b\n  c\n")), repr(textwrap.indent("a\n\nb\n", "> ")), sep="\n")
