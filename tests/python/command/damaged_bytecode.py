# Caches and marshal data with bytes changed or missing: an exception or a recompilation, never anything worse.
# timeout: 120
import marshal
import os
import random
import sys
import time

sys.dont_write_bytecode = True
from support.runner import FOLDER, finish, python, write

ALLOWED = (EOFError, ValueError, TypeError, MemoryError, OverflowError, RecursionError, NotImplementedError)
SOURCE = '''
def f(a, b=2, *c, d=4, **e):
    """doc"""
    def g(z):
        nonlocal a
        a += z
        return [i * a for i in range(z)]
    try:
        return g(b), {k: v for k, v in e.items()}
    except (ValueError, OSError) as error:
        raise RuntimeError(f"{error!r:>10}") from error
class C(dict):
    z: int = 5
async def h():
    async with x as y:
        await y
'''


def outcome(data):
    try:
        repr(marshal.loads(data))
    except ALLOWED:
        pass


code = marshal.dumps(compile(SOURCE, "<text>", "exec"))
for length in range(0, len(code), 3):
    outcome(code[:length])
print("code cut short")
if sys.implementation.name != "cpython":
    # CPython does not check what it is given.
    for position in range(0, len(code), 7):
        for change in (1, 0x80, 0xFF):
            outcome(code[:position] + bytes([code[position] ^ change]) + code[position + 1:])
print("code changed")
VALUES = [1, -1, 2**31, -2**100, 1.5, float("inf"), 3 - 4j, "abc", "\u20ac\U0001f600", b"bytes" * 5, (1, 2, (3,)), [1, [2, [3]]], {1: 2, "a": [b"x"]},
          {1, 2}, frozenset("abc"), None, True, ..., StopIteration, "a" * 300, tuple(range(300)), (("x",) * 3, "x")]
rng = random.Random(5)
samples = [marshal.dumps(VALUES, version) for version in range(5)]
end = time.time() + (4 if sys.implementation.name != "cpython" else 0)  # CPython believes any size
while time.time() < end:
    data = bytearray(rng.choice(samples))
    for _ in range(rng.randrange(1, 6)):
        position = rng.randrange(len(data))
        how = rng.randrange(4)
        if how == 0:
            data[position] = rng.randrange(256)
        elif how == 1:
            data[position] ^= 1 << rng.randrange(8)
        elif how == 2 and len(data) > 10:
            del data[position:position + rng.randrange(8)]
        else:
            data[position:position] = bytes(rng.randrange(256) for _ in range(rng.randrange(1, 8)))
        if not data:
            break
    outcome(bytes(data[:rng.randrange(len(data) + 1)] if rng.random() < 0.3 else data))
print("values changed")

write("module.py", "value = 5\n")
python("-c", "import module")
folder = os.path.join(FOLDER, "__pycache__")
(name,) = os.listdir(folder)
path = os.path.join(folder, name)
with open(path, "rb") as file:
    good = file.read()
IMPORT = "import module; print(module.value)"
for title, data in {"empty": b"", "four bytes": good[:4], "header": good[:16], "other magic": b"\x01\x02\r\n" + good[4:], "other time": good[:8] + b"\0" * 8 + good[16:],
                    "unknown flags": good[:4] + b"\xff" * 4 + good[8:], "text": b"value = 6\n"}.items():
    with open(path, "wb") as file:
        file.write(data)
    if title in ("empty", "four bytes", "other magic", "other time", "text"):
        python("-c", IMPORT, title=title)
    else:
        # What is wrong behind a good header is an error, as the documentation of importlib says.
        python("-c", "try:\n  import module\nexcept (ImportError, EOFError) as e:\n  print(type(e).__name__)", title=title)
    with open(path, "wb") as file:
        file.write(good)
os.remove(path)
os.mkdir(path)
python("-c", IMPORT, title="a folder in its place")
finish()
