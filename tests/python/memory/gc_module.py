import gc, sys
print(gc.isenabled(), len(gc.get_threshold()), len(gc.get_count()), len(gc.get_stats()), type(gc.get_objects()).__name__, gc.is_tracked([]), gc.get_debug())
l = [1]
holder = {"key": l}
print(any(x is holder for x in gc.get_referrers(l)), any(x is l for x in gc.get_referents(holder)), gc.get_referents())
events = []
def callback(phase, info): events.append((phase, sorted(info)))
gc.callbacks.append(callback)
gc.collect()
gc.callbacks.remove(callback)
print(events[:2])
gc.freeze()
print(gc.get_freeze_count() >= 0)
gc.unfreeze()
print(gc.get_freeze_count(), sys.getsizeof([]) > 0, sys.getsizeof("a" * 1000) >= 1000, sys.getrefcount(object()) >= 1)
try:
    gc.collect(5)
except ValueError as e:
    print(e)
class S:
    def __sizeof__(self): return 100
print(sys.getsizeof(S()) >= 100, sys.getsizeof(5, "d") > 0)
