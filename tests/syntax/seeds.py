"""Valid code that uses every construct of the grammar once or twice: what compare_errors.py --fuzz breaks."""
import os
import os.path as path, sys as system
from . import sibling
from .. import parent as p
from ...package.module import (first, second as other,)
from collections import *

x = 1
x, y = y, x
a = b = c = 0x1F + 0b101 - 0o17 * 1_000 / 2.5e-3 // 3j % .5 ** -2
[a, *b] = (c, (d.e, f[0])) = value
x += 1; x -= 2; x *= 3; x /= 4; x //= 5; x %= 6; x **= 7; x @= 8
x &= 1; x |= 2; x ^= 3; x <<= 4; x >>= 5
count: int
count: int = 3
self.field: "str" = None
(grouped): float = 1.5
table["key"]: list[int] = [*first, *second]
del x, (y, z), [w], table[0], node.left
assert condition, "message"
assert (one, two)
pass
global_value = not a and b or c if d else lambda q, /, r=1, *s, t, u=2, **v: (q, r)
compare = a < b <= c != d is not None in e not in f == g is h
bits = ~a | b & c ^ d << 2 >> 1
text = 'single' "double" u'unicode' r'\raw' '''triple
lines'''
data = b'bytes' rb'\x00' B"more"
message = f"{name!r:>{width}.{precision}} {value=} {{literal}} {call(a, b)['k']} {x if y else z}"
nested = f'''{
    first + f"{second:{third}}"
} {lambda_value!s}'''
call(1, *args, key=2, **kwargs)
call(item for item in items if item if item > 2)
call(a, b := 3, c=d, *e)(f)[g].h
part = sequence[1], sequence[1:2], sequence[::3], sequence[:, 1:2, ...], sequence[*index]
empty = (), [], {}
single = 1,
mapping = {'a': 1, **other, "b": [2, 3], (4, 5): {6, 7}}
collection = {1, *others, 2}
lists = [x ** 2 for x in range(10) for y in x if y if not x]
sets = {x for x, (y, *z) in pairs}
dicts = {k: v for k, v in mapping.items() if k}
generator = (x async for x in source)
print(value, end="", file=system.stderr)
if (n := len(items)) > 10:
    pass
elif n == 5:
    x = 1; y = 2
else:
    pass

while True:
    if done: break
    else: continue
else:
    pass

for i, (j, *k) in enumerate(items):
    print(i)
else:
    print("none")

for item in *first, last: pass

try:
    risky()
except ValueError:
    pass
except (TypeError, KeyError) as error:
    raise RuntimeError("bad") from error
except:
    raise
else:
    pass
finally:
    cleanup()

try:
    group()
except* OSError as errors:
    pass
except* (A, B):
    pass

with open("a") as f, open("b"):
    pass

with (open("a") as f, open("b") as (g, h),):
    pass

with (manager): pass

with (yield_value, other): pass

@decorator
@module.decorator(argument)[0]
def function(a, b: int = 2, /, c=3, *args: str, d, e: "quoted" = 4, **kwargs) -> "result":
    """Docstring."""
    nonlocal_value = 1
    global one, two
    def inner():
        nonlocal nonlocal_value
        yield
        x = yield nonlocal_value
        y = yield from inner()
        yield 1, *x
        return
    return a, *b

def keyword_only(*, key, other=None): return key

def variadic(*args: *Types): ...

class Empty: pass

@decorator
class Derived(Base, metaclass=Meta, **options):
    attribute = 1

    def method(self): return super().method()

async def coroutine(argument):
    await argument
    async with manager as m, other:
        pass
    async for x in source:
        await x.y(z)
    else:
        pass
    return [await z async for z in source if await z]

lambda: (yield)
lambda *args, **kwargs: args
lambda a, b=1, /, *, c: a

match command:
    case 1 | -2 | 3.5 | -4+5j | "text" | b"data" | None | True | False:
        pass
    case name if name > 1:
        pass
    case _:
        pass

match point, *others:
    case (x, y) | [x, *y] | (x, *_, y):
        pass
    case x, *rest:
        pass
    case {"key": value, 1: [2, 3], module.NAME: z, **rest}:
        pass
    case {}:
        pass
    case Point(0, y=0) | module.Point() | Point(x, y,) as point:
        pass
    case (1 | 2) as number:
        pass

match = case = _ = 1
match(x)
match[x] = case
print(match, case, _)

def commented(
    a,  # type: int
    *b,  # type: str
):
    # type: (...) -> None
    x = []  # type: list
    for y in x:  # type: int
        pass
    with z as w:  # type: int
        pass

if x:
	tabbed = 1
	if y:
		deeper = 2

continued = 1 + \
    2
wrapped = (1 +
           2  # comment
           )
naïve = "naïve" + 'ﬁ' + "\N{BULLET}\u20ac\x41\101\n\
"
