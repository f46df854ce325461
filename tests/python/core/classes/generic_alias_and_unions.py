print(list[int], dict[str, int], tuple[int, ...], type[int], list[list[str]], set["x"], tuple[()], list[int] == list[int], hash(list[int]) == hash(list[int]), list[int].__origin__, list[int].__args__, dict[str, list[int]].__args__, list[int]())
print(int | str, int | None, int | str | int, (int | str) == (str | int), int | list[str], (int | None).__args__, type(int | str).__name__, type(list[int]).__name__, None | int, isinstance(1, int | str), hash(int | str) == hash(str | int), int | int)
print(list[int].append, list[int](("a", 1)), isinstance([], list), dict[str, int](a=1), list[int] != list[str], frozenset[int], repr(list[lambda: 0]).startswith("list[<function"), list[int].__class__, list[None], list[...], dict[int, None])
for text in ["int[str]", "list[int][str]", "int | 5", "5 | int", "'a' | int", "list[int] | None", "isinstance([], list[int])", "issubclass(list, list[int])", "class_ := type('X', (list[int],), {})", "str | 'x'", "list[int].x", "list[int] < 5", "(int | str)()", "len(list[int])", "[*list[int]]", "type[int]()"]:
    try:
        print(text, eval(text))
    except Exception as e:
        print(text, "->", type(e).__name__ + ":", e)
class L(list[int]): pass
print(L.__bases__, L.__orig_bases__, L([1]))
class A:
    def __mro_entries__(self, bases): print("mro_entries", len(bases)); return (dict,)
class B(A()): pass
print(B.__mro__[1], len(B.__orig_bases__))
