# What only a temporary of a finished expression refers to is dead at gc.collect().
import gc
import weakref


class Thing:
    def __init__(self, name="x"):
        self.name = name
        self.other = None

    def method(self, *arguments, **keywords):
        return self

    def __add__(self, other):
        return Thing()

    def __enter__(self):
        return self

    def __exit__(self, *details):
        return False


def alive(reference):
    gc.collect()
    return reference() is not None


def deleted_variable():
    thing = Thing()
    reference = weakref.ref(thing)
    del thing
    return alive(reference)


def kept_variable():
    thing = Thing()
    reference = weakref.ref(thing)
    return alive(reference)


def argument_of_finished_call():
    reference = weakref.ref(Thing().method(Thing(), Thing(), key=Thing()))
    return alive(reference)


def operand_of_finished_operation():
    references = []

    def note(thing):
        references.append(weakref.ref(thing))
        return thing

    total = note(Thing()) + note(Thing())
    return [alive(r) for r in references], total is not None


def element_of_dropped_display():
    references = []

    def note(thing):
        references.append(weakref.ref(thing))
        return thing

    [note(Thing()), (note(Thing()), {1: note(Thing())})]
    f"{note(Thing()).name}"
    return [alive(r) for r in references]


def subject_of_finished_loop():
    references = []
    for thing in [Thing(i) for i in range(3)]:
        references.append(weakref.ref(thing))
    return [alive(r) for r in references]


def context_of_finished_with():
    with Thing() as thing:
        reference = weakref.ref(thing)
        inside = alive(reference)
    del thing
    return inside, alive(reference)


def handled_exception():
    try:
        error = ValueError()
        error.thing = Thing()
        reference = weakref.ref(error.thing)
        raise error
    except ValueError as caught:
        del error
        inside = alive(reference)
    return inside, alive(reference)


def value_of_suspended_generator():
    def generate():
        while True:
            yield Thing()

    generator = generate()
    reference = weakref.ref(next(generator))
    result = alive(reference)
    return result, generator.gi_frame is not None


def variable_of_suspended_generator():
    def generate():
        thing = Thing()
        yield weakref.ref(thing)
        del thing
        yield

    generator = generate()
    reference = next(generator)
    before = alive(reference)
    next(generator)
    return before, alive(reference)


def operand_while_suspended():
    def generate():
        total = Thing("left").method().name + (yield)
        return total

    generator = generate()
    next(generator)
    gc.collect()
    try:
        generator.send("right")
    except StopIteration as stop:
        return stop.value


def cycle_behind_a_bound_method():
    thing = Thing()
    thing.other = thing.method
    reference = weakref.ref(thing)
    thing.other(thing, key=thing)
    del thing
    return alive(reference)


def arguments_spread():
    things = [Thing(), Thing()]
    references = [weakref.ref(t) for t in things]
    Thing().method(*things, **{"key": things[0]})
    things[0].method(*things)
    del things
    return [alive(r) for r in references]


def deep(n):
    if n == 0:
        thing = Thing()
        return weakref.ref(thing)
    return deep(n - 1)


for function in (
    deleted_variable,
    kept_variable,
    argument_of_finished_call,
    operand_of_finished_operation,
    element_of_dropped_display,
    subject_of_finished_loop,
    context_of_finished_with,
    handled_exception,
    value_of_suspended_generator,
    variable_of_suspended_generator,
    operand_while_suspended,
    cycle_behind_a_bound_method,
    arguments_spread,
):
    print(function.__name__, function())
print(alive(deep(50)))
