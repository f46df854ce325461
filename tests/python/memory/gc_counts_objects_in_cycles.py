# gc.collect() counts the containers on garbage cycles or behind them, and nothing else.
import gc


class Node:
    def __init__(self):
        self.me = self


gc.disable()
gc.collect()


def count(make):
    gc.collect()
    make()
    return gc.collect()


def list_cycle():
    a = []
    a.append(a)


def dict_cycle():
    d = {}
    d[1] = d


def tuple_and_list():
    a = []
    t = (a,)
    a.append(t)


def instances():
    for _ in range(10):
        Node()


def no_cycle():
    for i in range(1000):
        [i, str(i), {i: [i]}, Node]


def behind_a_cycle():
    node = Node()
    node.more = [[], [1], (2, 3), {"k": "v"}, {"k": []}]


def function_and_globals():
    d = {}
    exec("def f(): pass\n", d)


for make in (list_cycle, dict_cycle, tuple_and_list, instances, no_cycle, function_and_globals):
    print(make.__name__, count(make))

# SAVEALL keeps what was found.
gc.collect()
list_cycle()
gc.set_debug(gc.DEBUG_SAVEALL)
gc.collect()
gc.set_debug(0)
print(len(gc.garbage), gc.garbage[0][0] is gc.garbage[0])
gc.garbage.clear()

# A finaliser that resurrects: not collected the first time, collected without another call the second time.
kept = []


class Lazarus(Node):
    def __del__(self):
        kept.append(self)


gc.collect()
Lazarus()
print(gc.collect(), len(kept), gc.is_finalized(kept[0]))
kept.clear()
print(gc.collect(), len(kept))

print(gc.is_tracked([]), gc.is_tracked(set()), gc.is_tracked({}), gc.is_tracked({"a": 1}), gc.is_tracked({"a": []}))
print(gc.is_tracked(1), gc.is_tracked("a"), gc.is_tracked(int), gc.is_tracked(Node), gc.is_tracked(object()), gc.is_tracked(Node()))
print(sorted(gc.get_referents([1, 3, 5])), sorted(gc.get_referents({1: 3, 5: 7})), gc.get_referents(1, "a", 4j))
holder = [Node()]
print([type(r).__name__ for r in gc.get_referrers(holder[0]) if r is holder])

gc.collect()
events = []
gc.callbacks.append(lambda phase, info: events.append((phase, info["generation"], info["collected"], info["uncollectable"])))
list_cycle()
gc.collect()
gc.callbacks.clear()
print(events)
before = gc.get_stats()
gc.collect(0)
gc.collect()
after = gc.get_stats()
print([after[i]["collections"] - before[i]["collections"] for i in range(3)])
for bad in (3, -2):
    try:
        gc.get_objects(bad)
    except ValueError as error:
        print(error)
