def forever(n):
    return forever(n + 1)
class Recursive:
    def __getattr__(self, name):
        return getattr(self, name + "x")
    def __repr__(self):
        return repr(self)
    def __eq__(self, other):
        return self == other
    def __call__(self):
        return self()
    def __len__(self):
        return len(self)
    def __add__(self, other):
        return self + other
    def __iter__(self):
        return iter(self)
    def __bool__(self):
        return bool(self)
for f in [lambda: forever(0), lambda: Recursive().x, lambda: repr(Recursive()), lambda: Recursive() == 1, lambda: Recursive()(), lambda: len(Recursive()), lambda: Recursive() + 1, lambda: list(Recursive()), lambda: not Recursive()]:
    try:
        f()
        print("no error")
    except RecursionError as e:
        print("RecursionError", str(e)[:32])
def depth(n):
    try:
        return depth(n + 1)
    except RecursionError:
        return n
print(500 < depth(0) < 1100, depth(0) == depth(0))
print("still works", sum(range(10)))
