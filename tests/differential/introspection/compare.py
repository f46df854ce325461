"""What introspection shows of native modules, compared with CPython 3.11: names, kinds, signatures, values of constants.

usage: compare.py [--taipan PROGRAM] [--oracle PROGRAM] [--all] [MODULE...]       --all: explained differences too

Exit status 1 when a difference is left that neither a rule below nor explained.txt accounts for.
"""

import argparse
import fnmatch
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
MODULES = """_abc _codecs _imp _io _signal _stat _thread _warnings _weakref builtins marshal posix pwd sys time
_ast _bisect _collections _contextvars _functools _heapq _json _locale _opcode _operator _pickle _posixsubprocess _random _socket
_sre _string _struct _typing array atexit binascii errno faulthandler fcntl gc itertools math select termios""".split()


def probe(program, modules):
    command = [program, "-I", str(HERE / "probe.py"), *modules]
    lines = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout.splitlines()
    return {line.split("\t", 1)[0]: line.split("\t")[1:] for line in lines}


def differences(expected, got):
    """Pairs of (`what name`, text). What: missing, extra, kind, signature, doc, value."""
    for name in sorted(expected.keys() | got.keys()):
        if name not in got:
            yield f"missing {name}", " ".join(expected[name])
        elif name not in expected:
            yield f"extra {name}", " ".join(got[name])
        else:
            for what, old, new in zip(("kind", "signature", "doc", "value"), expected[name], got[name]):
                if old != new:
                    yield f"{what} {name}", f"{old!r}, but {new!r}"


INHERITED = ({"inherited", "wrapper_descriptor"}, {"inherited", "builtin_function_or_method"})


def by_rule(difference, expected, got):
    what, name = difference.split(" ", 1)
    if what not in ("missing", "extra") and {expected[name][0], got[name][0]} in INHERITED:
        return True  # CPython's static types repeat slots that they inherit
    if what == "signature":
        return not expected[name][1]  # we say more than CPython does
    if what == "doc":
        return not expected[name][2]
    return False


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--taipan", default=str(ROOT / "build" / "release" / "bin" / "taipan"))
    parser.add_argument("--oracle", default="/usr/bin/python3.11")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("modules", nargs="*", default=MODULES)
    options = parser.parse_args()
    expected, got = probe(options.oracle, options.modules), probe(options.taipan, options.modules)
    rows = [line for line in (HERE / "explained.txt").read_text().splitlines() if line and not line.startswith("#")]
    patterns = [row.split("  ", 1)[0] for row in rows]
    left = explained = 0
    for difference, text in differences(expected, got):
        if by_rule(difference, expected, got) or any(fnmatch.fnmatchcase(difference, p) for p in patterns):
            explained += 1
            if options.all:
                print("explained:", difference, text)
        else:
            left += 1
            print(difference, text)
    print(f"{len(expected)} facts, {explained} differences explained, {left} not")
    sys.exit(1 if left else 0)


main()
