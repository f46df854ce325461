# A threading.local and what is stored in it die together, and what a thread stored dies with the thread.
import gc
import threading
import weakref


class Thing:
    pass


def cycle():
    thing = Thing()
    thing.local = threading.local()
    thing.local.thing = thing
    return weakref.ref(thing)


reference = cycle()
gc.collect()
print(reference() is None)

local = threading.local()
references = []


def work(number):
    thing = Thing()
    local.thing = thing
    references.append(weakref.ref(thing))
    print(number, local.thing is thing, sorted(local.__dict__))


local.mine = 1
for i in range(3):
    thread = threading.Thread(target=work, args=(i,))
    thread.start()
    thread.join()
del thread
gc.collect()
print([r() is None for r in references], sorted(local.__dict__))


class Counting(threading.local):
    made = 0

    def __init__(self, start):
        Counting.made += 1
        self.value = start


counting = Counting(5)
print(counting.value, Counting.made)
thread = threading.Thread(target=lambda: print(counting.value, Counting.made))
thread.start()
thread.join()
for i in range(100):
    threading.local().x = i
print(counting.value, Counting.made)
