"""Runs the programs of bench/programs/ with Taipan, CPython and PyPy, side by side, as whole processes.

usage: run.py [--filter WORD] [--runs N] [--size small|full] [--json FILE] [--chart FILE]
       run.py --check            only Taipan, small sizes: are the checksums right?
       run.py --bless            write bench/expected.json from CPython's checksums

What counts is the CPU time of the whole process, start-up and warm-up included: user + system, the best of the runs.
Peak memory is the largest resident set. `ratio` is CPython's time divided by the other's: above 1 is faster than
CPython. A program whose checksum is wrong has no time. Start-up and import times stand in a table of their own.
"""

import argparse
import json
import math
import os
import pathlib
import shutil
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tests" / "harness"))

import common
import chart

PROGRAMS = common.ROOT / "bench" / "programs"
EXPECTED = common.ROOT / "bench" / "expected.json"
RESULTS = common.ROOT / "build" / "bench"
MEASURE = common.program("measure")
SIZES = ("small", "full")
BASE = "cpython"

# What is timed besides programs: name and the arguments of the interpreter.
START_UP = {
    "-c pass": ["-c", "pass"],
    "-S -c pass": ["-S", "-c", "pass"],
    "import json, re, dataclasses": ["-c", "import json, re, dataclasses"],
    "import argparse, logging, subprocess": ["-c", "import argparse, logging, subprocess"],
    "import asyncio": ["-c", "import asyncio"],
    "import unittest, typing, decimal": ["-c", "import unittest, typing, decimal"],
}


def interpreters(options):
    found = {"taipan": options.taipan, BASE: common.ORACLE, "pypy": shutil.which("pypy3")}
    for pair in options.interpreter:
        name, _, path = pair.partition("=")
        found[name] = path
    for name in options.without:
        found.pop(name, None)
    return {name: path for name, path in found.items() if path and os.access(path, os.X_OK)}


def measure(command, runs, timeout):
    """The best of some runs: {cpu, wall, memory, output, problem}."""
    best = None
    RESULTS.mkdir(parents=True, exist_ok=True)
    figures = RESULTS / f"measured.{threading.get_ident()}"
    for _ in range(runs):
        finished = common.run_limited(
            [MEASURE, figures, *command], timeout=timeout, memory=8192 * common.MEGABYTE, cwd=common.ROOT
        )
        if finished.status != 0:
            words = (finished.stderr.decode("utf-8", "replace").strip().splitlines() or [""])[-1]
            return {"problem": f"{common.describe_status(finished)} {words[:120]}"}
        cpu, peak = figures.read_text().split()
        if best is None or float(cpu) < best["cpu"]:
            best = {
                "cpu": float(cpu),
                "wall": finished.seconds,
                "memory": int(peak) * 1024,
                "output": finished.stdout.decode("utf-8", "replace").strip(),
            }
    figures.unlink(missing_ok=True)
    return best


def run_programs(programs, found, expected, options):
    rows = {}
    for program in programs:
        name = program.stem
        right = expected.get(name, {}).get(options.size)
        row = rows[name] = {}
        for interpreter, path in found.items():
            arguments = options.option if interpreter == "taipan" else []
            row[interpreter] = result = measure(
                [path, *arguments, program, options.size], options.runs, options.timeout
            )
            if "problem" not in result and result.pop("output") != right:
                row[interpreter] = {"problem": "wrong checksum"}
        print_row(name, row, found)
    return rows


def print_row(name, row, found):
    cells = []
    for interpreter in found:
        result = row[interpreter]
        if "problem" in result:
            cells.append(f"{result['problem'][:24]:>24}")
            continue
        text = f"{result['cpu']:8.3f} s {result['memory'] / common.MEGABYTE:5.0f} MB"
        ratio = ratio_of(row, interpreter)
        cells.append(f"{text} {f'{ratio:6.2f}x' if ratio and interpreter != BASE else '':>7}")
    print(f"{name:<38}" + "  ".join(cells), flush=True)


def ratio_of(row, interpreter, field="cpu"):
    base, other = row.get(BASE, {}), row.get(interpreter, {})
    if field in base and other.get(field):
        return base[field] / other[field]
    return None


def geometric_mean(values):
    values = [value for value in values if value]
    return math.exp(sum(map(math.log, values)) / len(values)) if values else None


def summarize(rows, found):
    summary = {}
    for interpreter in found:
        summary[interpreter] = {
            "programs": sum("cpu" in row[interpreter] for row in rows.values()),
            "speed": geometric_mean(ratio_of(row, interpreter) for row in rows.values()),
            "memory": geometric_mean(ratio_of(row, interpreter, "memory") for row in rows.values()),
        }
    return summary


def bless(programs):
    expected = json.loads(EXPECTED.read_text()) if EXPECTED.exists() else {}
    for program in programs:
        sizes = expected[program.stem] = {}
        for size in SIZES:
            result = measure([common.ORACLE, program, size], 1, 300)
            if "problem" in result:
                print(f"{program.stem} {size}: {result['problem']}")
                return 1
            sizes[size] = result["output"]
    names = {path.stem for path in PROGRAMS.glob("*.py")}
    expected = {name: sizes for name, sizes in sorted(expected.items()) if name in names}
    EXPECTED.write_text(json.dumps(expected, indent=1) + "\n")
    print(f"{len(programs)} programs blessed")
    return 0


def check(programs, expected, taipan):
    """The programs' results alone, at the small size: what CI runs."""

    def run_one(program):
        return measure([taipan, program, "small"], 1, 120)

    passed = failed = 0
    for program, result in zip(programs, common.in_parallel(run_one, programs)):
        problem = result.get("problem", "")
        if not problem and result["output"] != expected.get(program.stem, {}).get("small"):
            problem = "wrong checksum: " + result["output"][:100]
        if problem:
            failed += 1
            print(f"FAIL  {program.stem}: {problem}")
        else:
            passed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--filter", action="append", default=[], metavar="WORD", help="programs whose name has it")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--size", choices=SIZES, default="full")
    parser.add_argument("--timeout", type=float, default=120)
    parser.add_argument("--taipan", default=str(common.program("taipan")))
    parser.add_argument(
        "--option", action="append", default=[], help="an interpreter option for taipan; may be repeated"
    )
    parser.add_argument("--interpreter", action="append", default=[], metavar="NAME=PATH", help="one more to compare")
    parser.add_argument(
        "--without", action="append", default=[], metavar="NAME", help="leave one out: taipan, cpython, pypy"
    )
    parser.add_argument("--no-start-up", action="store_true", help="programs only")
    parser.add_argument("--json", type=pathlib.Path, default=RESULTS / "results.json")
    parser.add_argument("--chart", type=pathlib.Path, default=RESULTS / "chart.html")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--bless", action="store_true")
    options = parser.parse_args()

    programs = [path for path in sorted(PROGRAMS.glob("*.py")) if common.selected(path.stem, options.filter)]
    if options.bless:
        return bless(programs)
    expected = json.loads(EXPECTED.read_text()) if EXPECTED.exists() else {}
    if options.check:
        common.require_taipan(options.taipan)
        return check(programs, expected, options.taipan)

    found = interpreters(options)
    print(f"{options.size} size, best of {options.runs}: " + ", ".join(found))
    started = time.time()
    rows = run_programs(programs, found, expected, options)
    start_up = {}
    if not options.no_start_up and not options.filter:
        for name, arguments in START_UP.items():
            start_up[name] = {key: measure([path, *arguments], options.runs * 3, 60) for key, path in found.items()}
            for result in start_up[name].values():
                result.pop("output", None)
            print_row(name, start_up[name], found)

    summary = summarize(rows, found)
    for interpreter, values in summary.items():
        if values["speed"]:
            print(
                f"{interpreter:<10} {values['programs']:3} programs, geometric mean: {values['speed']:.2f} times the "
                f"speed of CPython, {1 / values['memory']:.2f} times its memory"
            )
    results = {
        "size": options.size,
        "runs": options.runs,
        "time": int(started),
        "summary": summary,
        "programs": rows,
        "start_up": start_up,
    }
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(results, indent=1) + "\n")
    options.chart.parent.mkdir(parents=True, exist_ok=True)
    options.chart.write_text(chart.page(results, BASE))
    print(f"{os.path.relpath(options.json)}, {os.path.relpath(options.chart)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
