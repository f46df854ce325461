"""Golden tests: a command's output for a small input, kept below the input.

usage: golden.py [--bless] [FILTER...]              FILTER: a part of the test's path

Each file below tests/golden/ is an input, then a line `--- expect`, then the expected output. One of the input's first
ten lines says, usually in a comment, which program of the build to run:

    # A load after a store to the same slot takes the stored value.      run: optimise --passes=forward_loads

The program is called in an empty folder with the name of a file that holds the input (in place of `{}`, or last). What
is kept is its standard output, then, if it failed, its standard error and status. --bless writes it.
"""

import argparse
import difflib
import pathlib
import re
import shlex
import sys
import tempfile

import common

TESTS = common.ROOT / "tests" / "golden"
MARK = "--- expect"
RUN = re.compile(r"\brun: *(.+?)\s*$", re.MULTILINE)
TIMEOUT = 30


def split(text):
    """Input and expected output; the latter is None if there is none yet."""
    before, found, after = ("\n" + text).partition("\n" + MARK + "\n")
    if not found and text.endswith("\n" + MARK):
        return text[: -len(MARK)], ""
    return (before[1:] + "\n", after) if found else (text, None)


def run(path, given, preset):
    """(output, problem) of the command that the input names."""
    match = RUN.search("\n".join(given.splitlines()[:10]))
    if not match:
        return "", "no `run: COMMAND` in its first ten lines"
    name, *arguments = shlex.split(match[1])
    executable = common.program(name, preset)
    if not executable.exists():
        return "", f"the build has no program `{name}`"
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, path.name).write_text(given, encoding="utf-8")
        words = [path.name if word == "{}" else word for word in arguments]
        if "{}" not in arguments:
            words.append(path.name)
        finished = common.run_limited([executable, *words], timeout=TIMEOUT, cwd=folder)
    output = finished.stdout.decode("utf-8", "backslashreplace")
    if finished.status != 0:
        output += finished.stderr.decode("utf-8", "backslashreplace") + f"[{common.describe_status(finished)}]\n"
    if finished.reason:
        return output, finished.reason
    return output, ""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("filters", nargs="*", metavar="FILTER")
    parser.add_argument("--bless", action="store_true", help="write what the commands print now")
    parser.add_argument("--preset", default="release")
    options = parser.parse_args()

    paths = [path for path in sorted(TESTS.rglob("*")) if path.is_file() and path.name != "README.md"]
    paths = [path for path in paths if common.selected(path.relative_to(TESTS).as_posix(), options.filters)]

    def run_one(path):
        given, expected = split(path.read_text(encoding="utf-8"))
        return given, expected, *run(path, given, options.preset)

    passed = failed = 0
    for path, (given, expected, output, problem) in zip(paths, common.in_parallel(run_one, paths)):
        name = path.relative_to(TESTS).as_posix()
        if problem:
            failed += 1
            print(f"FAIL  {name}: {problem}")
        elif options.bless:
            passed += 1
            if output != expected:
                path.write_text(given + MARK + "\n" + output, encoding="utf-8")
                print(f"blessed  {name}")
        elif output == expected:
            passed += 1
        else:
            failed += 1
            print(f"FAIL  {name}")
            difference = difflib.unified_diff(
                (expected or "").splitlines(), output.splitlines(), "expected", "printed", lineterm=""
            )
            for line in list(difference)[:60]:
                print("    " + line)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
