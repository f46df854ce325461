# options: -X jit=3
# Machine code keeps neither functions nor classes alive, and goes when something it names is gone.
import gc
import weakref

SOURCE = """
class Box:
    def __init__(self):
        self.n = 0
def run(n):
    b = Box()
    i = 0
    while i < n:
        b.n = b.n + i
        i += 1
    return b.n
"""
references = []
for round in range(40):
    space = {}
    exec(SOURCE, space)
    total = space["run"](100)
    references.append(weakref.ref(space["run"]))
    references.append(weakref.ref(space["Box"]))
    if round % 10 == 9:
        print(total, space["run"](50 + round))
        gc.collect()
del space
gc.collect()
print(sum(r() is None for r in references) > 60)
