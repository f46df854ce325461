"""Writes cmake/function_order.txt: the functions that run when programs start, in the order the linker shall put them.

usage: order_functions.py PROGRAM       PROGRAM is the release build of taipan

What runs together lies together, so that a process has fewer pages of the program in memory. Valgrind says which
functions ran; those of the first command come first. Worth repeating when start-up has changed much: a function that is
missing in the list, or no longer there, does no harm.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
ORDER = ROOT / "cmake" / "function_order.txt"
HEADER = "# Functions in the order of their use at start, for the linker. Written by tools/order_functions.py.\n"
PROGRAMS = ("data_classes", "exceptions", "generator_pipeline", "string_building", "sorting", "word_count", "mandelbrot")
COMMANDS = (
    ["-S", "-c", "pass"],
    ["-c", "pass"],
    ["-c", "import json, re, typing, argparse, dataclasses"],
    ["-c", "import asyncio, logging, subprocess, unittest"],
    *([str(ROOT / "bench" / "programs" / f"{name}.py"), "small"] for name in PROGRAMS),
)


def functions_run(program, arguments, folder):
    """Names of the functions of `program` that ran, as the linker knows them."""
    figures = folder / "figures"
    # The program has data below the addresses that valgrind would use first.
    command = ["valgrind", "--tool=callgrind", "--demangle=no", "--aspace-minaddr=0x40000000"]
    command += [f"--callgrind-out-file={figures}", str(program), *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    objects, names, found = {}, {}, {}
    inside = ""
    for line in figures.read_text().splitlines():
        match = re.match(r"(c?ob|c?fn)=\((\d+)\)(?: (.*))?$", line)
        if not match:
            continue
        kind, number, name = match.groups()
        table = objects if kind.endswith("ob") else names
        if name:
            table[number] = name
        if kind == "ob":
            inside = table[number]
        elif kind == "fn" and inside == str(program):
            found[re.sub(r"'\d+$", "", table[number])] = None
    return found


def main(program):
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    os.environ.clear()
    os.environ.update(environment)
    order = {}
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        stripped = folder / "taipan"
        # Valgrind does not understand all of the debugging information.
        subprocess.run(["objcopy", "--strip-debug", str(program), str(stripped)], check=True)
        for arguments in COMMANDS:
            subprocess.run([str(stripped), *arguments], check=True, stdout=subprocess.DEVNULL)  # fills the caches
            before = len(order)
            order.update((name, None) for name in functions_run(stripped, arguments, folder) if name not in order)
            print(f"{len(order) - before:6} more functions for {' '.join(arguments)}")
    ORDER.write_text(HEADER + "".join(f"{name}\n" for name in order))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]).resolve())
