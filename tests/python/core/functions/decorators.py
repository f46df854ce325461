def twice(f):
    def wrapper(*args, **kwargs):
        return f(*args, **kwargs), f(*args, **kwargs)
    wrapper.__name__ = "twice_" + f.__name__
    return wrapper

def tag(name):
    def decorate(f):
        f.tag = name
        return f
    return decorate

@twice
@tag("t")
def add(a, b=1):
    return a + b

print(add(1), add(1, b=5), add.__name__, hasattr(add, "tag"))
@tag("class")
class C:
    @twice
    def m(self):
        return 1
    @staticmethod
    @twice
    def s(x):
        return x
    @classmethod
    def c(cls):
        return cls.__name__
print(C.tag, C().m(), C.s(2), C.c())
@lambda f: "replaced"
def gone(): pass
print(gone)
registry = {}
def register(name=None):
    def decorate(f):
        registry[name or f.__name__] = f
        return f
    return decorate
@register()
def a(): return "a"
@register("bb")
def b(): return "b"
print(sorted(registry), registry["bb"]())
class CallCount:
    def __init__(self, f):
        self.f, self.n = f, 0
    def __call__(self, *args):
        self.n += 1
        return self.f(*args)
@CallCount
def counted(x): return x * 2
print(counted(1), counted(2), counted.n)
decorators = [lambda f: f]
@decorators[0]
@(lambda f: f)
def ok(): return "ok"
print(ok())
