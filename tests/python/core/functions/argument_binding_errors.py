def error(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except TypeError as e:
        print(e)

def none(): return "none"
def one(a): return a
def two(a, b): return a, b
def default(a, b=2, c=3): return a, b, c
def only_positional(a, b, /, c): return a, b, c
def keyword_only(*, a, b=5): return a, b
def many(a, /, b, c=3, *rest, d, e=6, **more): return a, b, c, rest, d, e, more
def keywords_needed(*, a, b, c): pass
def four(a, b, c, d): pass

error(none, 1)
error(none, 1, 2)
error(none, x=1)
error(one)
error(one, 1, 2)
error(one, 1, a=2)
error(one, b=1)
error(one, a=1, b=2)
error(two)
error(two, 1)
error(two, b=1)
error(two, 1, 2, 3)
error(default)
error(default, 1, 2, 3, 4)
error(default, 1, 2, b=3)
error(default, b=1)
error(default, 1, d=4)
error(four)
error(four, 1)
error(four, 1, 2, 3, 4, 5, 6)
error(only_positional, 1, 2)
error(only_positional, 1, b=2, c=3)
error(only_positional, a=1, b=2, c=3)
error(only_positional, 1, 2, 3, 4)
error(keyword_only)
error(keyword_only, 1)
error(keyword_only, 1, a=2)
error(keyword_only, 1, 2, a=2, b=3)
error(keyword_only, b=1)
error(keywords_needed)
error(keywords_needed, a=1)
error(keywords_needed, a=1, b=2)
error(many, 1, 2, d=4)
error(many, 1, 2, 3, 4, 5, d=6, e=7, f=8, a=9)
error(many, 1, d=2)
error(many, 1, 2)
error(lambda x: x)
error(lambda x, y=1: x, 1, 2, 3)
