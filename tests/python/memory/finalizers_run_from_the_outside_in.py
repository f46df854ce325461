# Objects that die together are finalised before what they refer to.
import gc

log = []


class Part:
    def __init__(self, name, *parts):
        self.name = name
        self.parts = parts

    def __del__(self):
        log.append(self.name)


def show(make):
    gc.collect()
    log.clear()
    make()
    gc.collect()
    print(make.__name__, log)


def inside_out():
    Part("a", Part("b", Part("c")))


def chain():
    part = None
    for i in range(10):
        part = Part(i, part)


def through_containers():
    inner = Part("inner")
    middle = Part("middle", {"x": [inner]})
    Part("outer", (middle, {middle}))
    del inner, middle


for make in (inside_out, chain, through_containers):
    show(make)


class Stream:
    def __init__(self, below):
        self.below = below
        self.buffer = []

    def __del__(self):
        for item in self.buffer:
            self.below.write(item)
        log.append("flushed")


class Sink:
    def __init__(self):
        self.open = True

    def write(self, item):
        log.append((item, self.open))

    def __del__(self):
        self.open = False
        log.append("closed")


def layers():
    stream = Stream(Stream(Sink()))
    stream.below.write = stream.below.buffer.append
    stream.buffer.append("text")


show(layers)


def generators():
    def finished():
        try:
            yield 1
        finally:
            log.append("finally")

    def waiting():
        yield 1
        log.append("never")

    list(finished())
    g = finished()
    next(g)
    w = waiting()
    next(w)
    finished()
    del g, w


show(generators)
