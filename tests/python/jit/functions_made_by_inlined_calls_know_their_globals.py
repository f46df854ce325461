# A function that is made in an inlined frame belongs to the module of that frame, not to that of the loop.
import types

other = types.ModuleType("other")
exec(
    """
NAME = 'from the other module'
def make():
    def get():
        return NAME, len([lambda: NAME])
    return get
""",
    other.__dict__,
)


def run(n):
    make = other.make
    found = set()
    for i in range(n):
        found.add(make()())
    return found


print(run(1500), other.make().__globals__ is other.__dict__)
