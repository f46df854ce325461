import contextlib, io
from contextlib import *
@contextmanager
def tag(name):
    print("<" + name + ">")
    try: yield name.upper()
    except ValueError as e: print("caught", e)
    finally: print("</" + name + ">")
with tag("a") as t: print(t)
with tag("b"): raise ValueError("v")
try:
    with tag("c"): raise KeyError("k")
except KeyError as e: print(repr(e))
@tag("deco")
def f(): print("in f")
f(); f()
@contextmanager
def never(): return; yield
@contextmanager
def twice(): yield 1; yield 2
for cm in (never, twice):
    try:
        with cm(): pass
    except RuntimeError as e: print(e)
with suppress(KeyError, IndexError): {}["x"]
with redirect_stdout(io.StringIO()) as out: print("captured")
print(repr(out.getvalue()))
class R:
    def close(self): print("closed")
with closing(R()) as r: pass
with nullcontext(5) as n: print(n)
with ExitStack() as s:
    print(s.enter_context(tag("x")), s.enter_context(tag("y")))
    s.callback(print, "callback", sep="")
    s.push(lambda *e: print("pushed", e[0]) or False)
s = ExitStack(); s.callback(print, "later"); moved = s.pop_all(); s.close(); moved.close()
try:
    with ExitStack() as s:
        s.push(lambda *e: True); s.enter_context(tag("z")); raise TypeError("swallowed")
    print("after")
except TypeError: print("no")
class C(ContextDecorator):
    def __enter__(self): print("enter")
    def __exit__(self, *e): print("exit", e[0] and e[0].__name__)
@C()
def g(): return "g"
print(g(), isinstance(C(), AbstractContextManager), issubclass(int, AbstractContextManager))
import asyncio
@asynccontextmanager
async def at(): print("aenter"); yield 1; print("aexit")
async def main():
    async with at() as a, AsyncExitStack() as st: print(a, await st.enter_async_context(at()))
asyncio.run(main())
