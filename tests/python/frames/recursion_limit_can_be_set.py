import sys
def depth(n=0):
    try:
        return depth(n + 1)
    except RecursionError:
        return n
old = sys.getrecursionlimit()
print(old)
sys.setrecursionlimit(200)
small = depth()
sys.setrecursionlimit(400)
larger = depth()
sys.setrecursionlimit(old)
print(150 < small < 200, 350 < larger < 400, larger - small)
for bad in (0, -1, "a", 2**40):
    try:
        sys.setrecursionlimit(bad)
    except Exception as e:
        print(type(e).__name__, e)
def at_limit():
    sys.setrecursionlimit(5)
try:
    at_limit()
    print("set")
except RecursionError as e:
    print(e)
sys.setrecursionlimit(old)
sys.setrecursionlimit(20000)
def deep(n): return 0 if n == 0 else 1 + deep(n - 1)
print(deep(15000))
