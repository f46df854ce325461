# Binding very many arguments allocates, while nobody but the binding knows *args and **kwargs.
import functools


def f(*args, key=1, **keywords):
    return len(args), args[-1], key, len(keywords), keywords["n7"]


for n in (10, 1000, 100000):
    keywords = {f"n{i}": i for i in range(n)}
    bound = functools.partial(f, *range(n), **keywords)
    print(bound("last", key=2))
    print(f(*range(n), **keywords))
    print(functools.partial(f, *range(n))(**keywords))


class Text(str):
    def __hash__(self):
        return 5

    def __eq__(self, other):
        return str.__eq__(self, other)


def named(a, b=0, **rest):
    return a, b, sorted(rest)


keywords = {Text("a"): 1, Text("b"): 2, Text("c"): 3}
print(named(**keywords), dict(**keywords), functools.partial(named, **keywords)())
