"""Prints what introspection shows of native modules, a fact a line: `name<TAB>kind<TAB>signature<TAB>documented<TAB>value`.

usage: probe.py MODULE...        the built-in types without a name come along with `builtins`
"""

import importlib
import sys
import types
import warnings

SKIPPED = {"__file__", "__loader__", "__spec__", "__cached__", "__builtins__", "__doc__"}


def fact(name, kind, signature="", documented="", value=""):
    print(name, kind, signature, documented, value, sep="\t")


def signature_of(thing):
    text = getattr(thing, "__text_signature__", None)
    return "" if text is None else " ".join(text.split())


def documented(thing):
    return "doc" if getattr(thing, "__doc__", None) else ""


def simple_value(thing):
    return repr(thing) if isinstance(thing, (int, float, str, bytes, type(None))) else ""


class Probe:
    def __init__(self):
        self.seen = set()

    def of_type(self, name, cls):
        if cls in self.seen:
            return fact(name, "same as", value=f"{cls.__module__}.{cls.__qualname__}")
        self.seen.add(cls)
        bases = ",".join(base.__name__ for base in cls.__bases__)
        fact(name, "class", signature_of(cls), documented(cls), f"{cls.__module__}.{cls.__qualname__}({bases})")
        for attribute in sorted(set(dir(cls)) | set(cls.__dict__)):
            if attribute in SKIPPED:
                continue
            own = cls.__dict__.get(attribute, self)
            if own is self:
                fact(f"{name}.{attribute}", "inherited")
                continue
            kind = type(own).__name__
            if kind in ("getset_descriptor", "member_descriptor"):
                kind = "data"
            fact(f"{name}.{attribute}", kind, signature_of(own), documented(own), simple_value(own))

    def of_module(self, name):
        try:
            module = importlib.import_module(name)
        except ImportError:
            return fact(name, "missing module")
        fact(name, "module", "", documented(module))
        for attribute, thing in sorted(module.__dict__.items()):
            if attribute in SKIPPED:
                continue
            full = f"{name}.{attribute}"
            if isinstance(thing, type):
                self.of_type(full, thing)
            elif callable(thing):
                fact(full, type(thing).__name__, signature_of(thing), documented(thing))
            else:
                fact(full, type(thing).__name__, "", "", simple_value(thing))


def nameless_types():
    def generator():
        yield

    async def coroutine():
        pass

    async def async_generator():
        yield

    waiting = coroutine()
    asynchronous = async_generator()
    examples = [
        generator(), waiting, asynchronous, asynchronous.__anext__(), asynchronous.athrow(ValueError), waiting.__await__(),
        generator, generator.__code__, len, [].append, str.join, object().__str__, object.__init__, dict.__dict__["fromkeys"],
        type.__dict__["__dict__"], types.FunctionType.__globals__, sys.implementation, sys, list[int], int | str, iter([]), iter(()),
        iter(""), iter("\u20ac"), iter({}), iter({}.items()), iter({}.values()), {}.keys(), {}.values(), {}.items(), iter(set()),
        iter(range(3)), iter(range(2**70)), iter(b""), iter(bytearray()), iter(lambda: 0, 1), reversed([]), reversed({}), ..., None,
        NotImplemented, (lambda: 0).__get__(1), types.CellType(1), types.MappingProxyType({}), sys._getframe(), sys.flags,
        sys.version_info, sys.float_info, sys.int_info, sys.hash_info, sys.thread_info, type.__dict__["__abstractmethods__"],
    ]
    waiting.close()
    return [type(example) for example in examples] + [types.TracebackType]


def main():
    warnings.simplefilter("ignore")
    probe = Probe()
    for name in sys.argv[1:]:
        probe.of_module(name)
        if name == "builtins":
            for cls in nameless_types():
                probe.of_type(f"types.{cls.__name__}", cls)


main()
