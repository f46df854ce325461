# Structures a million long or deep: they are traced, and die, without recursion. Iterators over iterators end with an error.
import gc
import itertools
import sys


class Node:
    __slots__ = ("next", "__weakref__")

    def __init__(self, next):
        self.next = next


class Plain:
    def __init__(self, next):
        self.next = next


def linked(make, n=1_000_000):
    head = None
    for _ in range(n):
        head = make(head)
    gc.collect()
    depth = 0
    return head


for name, make in {
    "slots": Node,
    "plain": Plain,
    "tuple": lambda x: (x,),
    "list": lambda x: [x],
    "dict": lambda x: {1: x},
    "closure": lambda x: lambda: x,
    "method": lambda x: [].append if x is None else (x, [].append),
}.items():
    head = linked(make, 200_000)
    print(name, head is not None)
    del head
    gc.collect()

head = linked(Node)
n = 0
while head is not None:
    n += 1
    head = head.next
print(n)


def generators(n):
    g = iter([1, 2, 3])
    for _ in range(n):
        g = (x for x in g)
    return g


g = generators(100_000)
del g
gc.collect()
e = None
for _ in range(100_000):
    new = ValueError()
    new.__context__ = e
    new.__cause__ = e
    e = new
del e, new
gc.collect()
it = iter([1, 2])
for _ in range(500):
    it = itertools.chain(it, [])
print(list(it))
it = iter([1, 2])
for _ in range(200):
    it = map(int, it)
print(list(it))
sys.setrecursionlimit(2000)


def deep(n):
    return 0 if n == 0 else 1 + deep(n - 1)


print(deep(1500))


class Finalized:
    count = 0

    def __init__(self, next):
        self.next = next

    def __del__(self):
        Finalized.count += 1


head = linked(Finalized, 20_000)
del head
for _ in range(3):
    gc.collect()
print(Finalized.count)
