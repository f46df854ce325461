# cProfile counts calls, own and total time, callers and callees; a timer can be given.
import _lsprof
import cProfile
import io
import pstats
import sys

ticks = 0


def timer():
    global ticks
    ticks += 1
    return ticks


def leaf():
    return 1


def middle(n):
    return [leaf() for _ in range(n)] and len("abc")


def factorial(n):
    return n * factorial(n - 1) if n else 1


def top():
    middle(3)
    factorial(4)
    try:
        raise ValueError
    except ValueError:
        pass


profile = cProfile.Profile(timer, 0.001)
profile.runcall(top)
for entry in sorted(profile.getstats(), key=lambda e: getattr(e.code, "co_name", str(e.code))):
    name = getattr(entry.code, "co_name", entry.code)
    calls = sorted((getattr(c.code, "co_name", c.code), c.callcount, c.reccallcount, round(c.totaltime, 6), round(c.inlinetime, 6)) for c in entry.calls or ())
    print(name, entry.callcount, entry.reccallcount, round(entry.totaltime, 6), round(entry.inlinetime, 6), calls)
profile.clear()
print(profile.getstats())

with cProfile.Profile() as real:
    print(sys.getprofile() is real)
    middle(2)
print(sys.getprofile())
out = io.StringIO()
pstats.Stats(real, stream=out).strip_dirs().sort_stats("name").print_stats("leaf|middle")
print(sorted(line.split()[0] + " " + line.split(":")[-1] for line in out.getvalue().splitlines() if "leaf" in line and "(" in line))
print(_lsprof.profiler_entry.__name__, type(profile).__mro__[1])
