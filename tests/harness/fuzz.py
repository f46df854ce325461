"""Runs random programs with Taipan and CPython and compares what they print.

usage: fuzz.py [--seconds N | --count N] [--seed N] [--mode MODE ...]

A program that differs is reduced (lines are left out while it still differs) and written to build/fuzz/. Modes are
those of differential.py; several may be given, and each program runs in all of them.
"""

import argparse
import pathlib
import re
import sys
import tempfile
import time

import common
import differential
import program_generator

OUT = common.ROOT / "build" / "fuzz"
TIMEOUT = 20


def observe(command, environment, path):
    """What a run is judged by: how it ended and what it printed; addresses are taken out."""
    finished = common.run_limited(
        [*command, path], timeout=TIMEOUT, environment=common.clean_environment(**environment)
    )
    text = re.sub(r"0x[0-9a-f]{4,}", "0x", finished.stdout.decode("utf-8", "backslashreplace"))
    return common.describe_status(finished), text


def differs(text, folder, command, environment):
    """(difference or "", whether CPython itself likes the program)."""
    path = folder / f"program{time.monotonic_ns()}.py"
    path.write_text(text, encoding="utf-8")
    try:
        expected = observe([common.ORACLE], {}, path)
        if expected[0] != "exit 0":
            return "", False
        actual = observe(command, environment, path)
    finally:
        path.unlink()
    if actual == expected:
        return "", True
    if actual[0] != expected[0]:
        return actual[0], True
    for a, b in zip(expected[1].splitlines(), actual[1].splitlines()):
        if a != b:
            return f"expected {a[:70]!r}, got {b[:70]!r}", True
    return "other length of output", True


def reduce(text, still_differs, seconds):
    """Leaves out chunks of lines, halving the chunks, as long as the program still differs."""
    lines = text.splitlines(keepends=True)
    deadline = time.monotonic() + seconds
    size = max(len(lines) // 2, 1)
    while True:
        at, progress = 0, False
        while at < len(lines):
            if time.monotonic() > deadline:
                return "".join(lines)
            shorter = lines[:at] + lines[at + size :]
            try:
                compile("".join(shorter), "reduced", "exec")
                valid = True
            except SyntaxError:
                valid = False
            if valid and still_differs("".join(shorter)):
                lines, progress = shorter, True
            else:
                at += size
        if size == 1 and not progress:
            return "".join(lines)
        size = max(size // 2, 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--count", type=int, help="programs to run, whatever the time")
    parser.add_argument("--seed", type=int, help="the first seed; random unless told")
    parser.add_argument("--size", type=int, default=6, help="statements of a function, about")
    parser.add_argument("--rounds", type=int, default=400, help="rounds of the hot loop")
    parser.add_argument("--mode", action="append", choices=differential.MODES, help="may be repeated (plain)")
    parser.add_argument("--taipan", help="the executable to test instead of the mode's")
    parser.add_argument("--reduce-seconds", type=float, default=60)
    parser.add_argument("--show", action="store_true", help="print the program of --seed and stop")
    parser.add_argument("--jobs", type=int, default=common.WORKERS)
    options = parser.parse_args()

    first = options.seed if options.seed is not None else int(time.time()) % 10**8 * 1000
    if options.show:
        print(program_generator.generate(first, options.size, options.rounds), end="")
        return 0
    modes = options.mode or ["plain"]
    for mode in modes:
        common.require_taipan(options.taipan or common.program("taipan", differential.MODES[mode][0]))
    started = time.monotonic()

    def seeds():
        seed = first
        while (seed - first < options.count) if options.count else (time.monotonic() - started < options.seconds):
            yield seed
            seed += 1

    def run_one(seed):
        text = program_generator.generate(seed, options.size, options.rounds)
        found = []
        with tempfile.TemporaryDirectory() as folder:
            for mode in modes:
                preset, mode_options, environment = differential.MODES[mode]
                command = [options.taipan or common.program("taipan", preset), *mode_options]
                difference, usable = differs(text, pathlib.Path(folder), command, environment)
                if not usable:
                    return seed, None
                if difference:
                    kept = reduce(
                        text,
                        lambda t: differs(t, pathlib.Path(folder), command, environment)[0],
                        options.reduce_seconds,
                    )
                    OUT.mkdir(parents=True, exist_ok=True)
                    path = OUT / f"{seed}_{mode}.py"
                    path.write_text(f"# seed {seed}, mode {mode}: {difference}\n{kept}", encoding="utf-8")
                    found.append(f"{path.relative_to(common.ROOT)}: {difference}")
        return seed, found

    ran = failed = unusable = 0
    batch = []

    def finish():
        nonlocal ran, failed, unusable
        for seed, found in common.in_parallel(run_one, batch, options.jobs):
            if found is None:
                unusable += 1
                continue
            ran += 1
            failed += bool(found)
            for line in found:
                print(f"DIFFERS  {line}", flush=True)
        batch.clear()

    for seed in seeds():
        batch.append(seed)
        if len(batch) >= options.jobs * 4:
            finish()
    finish()
    print(f"seeds from {first}; {unusable} programs left out because CPython does not end with success")
    print(f"{ran - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
