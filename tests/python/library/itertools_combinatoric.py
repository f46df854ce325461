from itertools import *
print(list(product("ab", [1, 2])), list(product([0, 1], repeat=2)), list(product()), list(product("a", "")), list(permutations("abc")), list(permutations([1, 2, 3], 2)), list(permutations([], 0)), list(permutations("ab", 3)))
print(list(combinations("abcd", 2)), list(combinations("ab", 0)), list(combinations("a", 2)), list(combinations_with_replacement("abc", 2)), len(list(permutations(range(6)))), sum(1 for _ in combinations(range(12), 5)), len(set(product(range(3), repeat=4))))
def error(f):
    try: print(f())
    except Exception as x: print(type(x).__name__ + ":", x)
error(lambda: combinations("ab", -1))
error(lambda: permutations("ab", -1))
error(lambda: permutations("ab", "c"))
error(lambda: product([1], repeat=-1))
error(lambda: product([1], foo=1))
error(lambda: combinations(5, 1))
error(lambda: combinations("ab"))
print(max(permutations([3, 1, 2])), ["".join(p) for p in product("xy", repeat=3)][5], next(combinations(range(100), 50))[:3])
