"""Compares ast.dump(ast.parse(source), include_attributes=True) under two interpreters, file by file.

    /usr/bin/python3.11 tests/syntax/compare_tree_objects.py TAIPAN [--batch N] [--compile] [FOLDER or FILE ...]

Without folders the standard library is taken, CPython's tests included. `--compile` also compiles each tree. The exit
status is 1 if anything differs.
"""
import argparse
import os
import subprocess
import sys
import sysconfig

WORKER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "dump_trees.py")


def python_files(places):
    for place in places:
        if os.path.isfile(place):
            yield place
        for folder, folders, names in os.walk(place):
            folders.sort()
            yield from (os.path.join(folder, name) for name in sorted(names) if name.endswith(".py"))


def answers(interpreter, paths, options):
    environment = dict(os.environ, PYTHONUTF8="1")
    done = subprocess.run([interpreter, WORKER, *options], input="".join(p + "\n" for p in paths).encode(),
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, timeout=600)
    lines = done.stdout.split(b"\n")[:-1]
    if len(lines) < len(paths):
        lines.append(b"stopped: status %d: %s" % (done.returncode, done.stderr[-300:]))
    return lines


def report(path, wanted, actual):
    at = next((i for i, (a, b) in enumerate(zip(wanted, actual)) if a != b), min(len(wanted), len(actual)))
    start = max(0, at - 100)
    print(f"{path}\n    expected ...{wanted[start:at + 150]!r}\n    actual   ...{actual[start:at + 150]!r}", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("taipan")
    parser.add_argument("--batch", type=int, default=20)
    parser.add_argument("--compile", action="store_true")
    parser.add_argument("places", nargs="*")
    arguments = parser.parse_intermixed_args()
    paths = list(python_files(arguments.places or [sysconfig.get_paths()["stdlib"]]))
    options = ["--compile"] if arguments.compile else []
    different = 0
    for start in range(0, len(paths), arguments.batch):
        batch = paths[start:start + arguments.batch]
        wanted = answers(sys.executable, batch, options)
        actual = answers(arguments.taipan, batch, options)
        while len(actual) < len(wanted):  # one file stopped it: go on behind that file
            rest = batch[len(actual):]
            actual += answers(arguments.taipan, rest, options)
        for path, a, b in zip(batch, wanted, actual):
            if a != b:
                different += 1
                report(path, a, b)
    print(f"{len(paths)} files, {different} different")
    return different != 0


if __name__ == "__main__":
    sys.exit(main())
