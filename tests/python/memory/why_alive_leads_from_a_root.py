# What keeps an object alive can be asked. CPython cannot be asked that: it prints what is expected.
import gc
import weakref

try:
    import taipan_heap
except ImportError:
    taipan_heap = None


class Session:
    pass


cache = {"last": [Session()]}
reference = weakref.ref(cache["last"][0])


def keeps(variable_of_interest):
    return path_of(weakref.ref(variable_of_interest))


def path_of(ref):
    if taipan_heap is None:
        return None
    return taipan_heap.why_alive(ref)


path = path_of(reference)
print(path is None or (any("[cache]" in line for line in path) and any("[last]" in line for line in path)))
print(path is None or path[-1].startswith("Session at 0x"))


def holder():
    session = Session()
    found = path_of(weakref.ref(session))
    return found is None or ("holder" in found[0] and "variable session" in found[0])


print(holder())
cache.clear()
print(path_of(reference))
gc.collect()
print(reference())
if taipan_heap is not None:
    rows = taipan_heap.census(5)
    assert len(rows) == 5 and all(len(row) == 3 for row in rows), rows
    taipan_heap.verify()
    for wrong in ("x", None):
        try:
            taipan_heap.why_alive(wrong)
        except TypeError:
            pass
        else:
            raise AssertionError(wrong)
