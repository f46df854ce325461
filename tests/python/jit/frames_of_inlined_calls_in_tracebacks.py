# options: -X jit=3
# A guard fails inside an inlined call and the call raises: the traceback shows the rebuilt frames.
import sys
import traceback


def half(x):
    if x == 90:
        x = None
    return x // 2


def middle(x):
    return half(x) + 1


def run(n):
    i = 0
    total = 0
    while i < n:
        total += middle(i)
        i += 1
    return total


print(run(50))
try:
    run(100)
except TypeError as e:
    for frame, line in traceback.walk_tb(e.__traceback__):
        print(frame.f_code.co_name, line, sorted(frame.f_locals.items(), key=str) if frame.f_code.co_name != "<module>" else "")


def depth():
    frame, n = sys._getframe(), 0
    while frame:
        frame, n = frame.f_back, n + 1
    return n


def deep(x):
    return depth() if x == 60 else x


i = 0
while i < 70:
    r = deep(i)
    if i in (59, 60, 61):
        print(r)
    i += 1
