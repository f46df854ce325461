"""Differential tests: each tests/python/**/*.py is run by Taipan and by CPython 3.11, and must do the same.

usage: differential.py [options] [FILTER...]        FILTER: a part of the test's path

Standard output and exit status are compared. A test's first comment lines may say more:

    # compare: stderr          all of stderr too (`stderr-last`: its last line)
    # options: -O              the interpreter's options
    # arguments: a b           sys.argv[1:]
    # stdin: text              what it reads (\\n is a new line)
    # timeout: 60              seconds (20 unless told)

CPython's results are kept in build/differential/, keyed by the contents of the test. Tests known to fail stand in
tests/python/expected_failures.txt with a reason. That list only shrinks: a listed test that passes is an error until
its line is removed, which --update does.
"""

import argparse
import difflib
import hashlib
import json
import re
import shlex
import sys

import common

TESTS = common.ROOT / "tests" / "python"
CACHE = common.ROOT / "build" / "differential"
EXPECTED_FAILURES = TESTS / "expected_failures.txt"
EXPECTED_FAILURES_COMMENT = [
    "Differential tests known to fail, each with its reason. The list only shrinks.",
    "Rewritten by `./dev diff --update`.",
]
FORMAT = "2"  # part of the cache's key: raise it when what is kept changes
DEFAULT_TIMEOUT = 20

# Name of a mode: (preset, interpreter options, environment). More hostile ways to run the same tests.
MODES = {
    "plain": ("release", [], {}),
    "debug": ("debug", [], {}),
    "asan": ("asan", [], {"ASAN_OPTIONS": "detect_leaks=0:detect_stack_use_after_return=0"}),
    "stress": ("stress", [], {"TAIPAN_GC_STRESS": "101"}),
    "collect": ("release", [], {"TAIPAN_GC_STRESS": "101"}),
    "nojit": ("release", ["-X", "jit=off"], {}),
    "eager": ("release", ["-X", "jit=eager"], {}),
    "eager-debug": ("debug", ["-X", "jit=eager"], {}),
}

HEADER = re.compile(r"^# (compare|options|arguments|stdin|timeout): *(.*)$")


def read_header(text):
    header = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        match = HEADER.match(line)
        if match:
            header[match[1]] = match[2].strip()
    return header


class Test:
    def __init__(self, path):
        self.path = path
        self.name = path.relative_to(TESTS).as_posix()
        self.text = path.read_text(encoding="utf-8", errors="surrogateescape")
        self.header = read_header(self.text)
        self.timeout = float(self.header.get("timeout", DEFAULT_TIMEOUT))

    def command(self, interpreter, options=()):
        return [
            interpreter,
            *options,
            *shlex.split(self.header.get("options", "")),
            self.path.relative_to(common.ROOT),
            *shlex.split(self.header.get("arguments", "")),
        ]

    def run(self, interpreter, options=(), environment=None, time_factor=1.0):
        stdin = self.header.get("stdin", "").encode().decode("unicode_escape").encode("latin-1")
        return common.run_limited(
            self.command(interpreter, options),
            timeout=self.timeout * time_factor,
            environment=common.clean_environment(**(environment or {})),
            cwd=common.ROOT,
            stdin=stdin,
        )

    def observed(self, finished):
        """What is compared of a run."""
        result = {"status": common.describe_status(finished), "stdout": decode(finished.stdout)}
        compare = self.header.get("compare", "")
        if compare == "stderr":
            result["stderr"] = decode(finished.stderr)
        elif compare == "stderr-last":
            result["stderr"] = (decode(finished.stderr).splitlines() or [""])[-1]
        return result

    def key(self):
        digest = hashlib.sha256(f"{FORMAT}\0{self.name}\0{self.text}".encode("utf-8", "surrogateescape"))
        for file in sorted((self.path.parent / "support").rglob("*.py")):
            digest.update(file.read_bytes())
        return digest.hexdigest()[:32]

    def expected(self):
        """CPython's result, from the cache when the test has not changed."""
        kept = CACHE / (self.key() + ".json")
        if kept.exists():
            return json.loads(kept.read_text())
        finished = self.run(common.ORACLE)
        result = self.observed(finished)
        result["diagnostic"] = decode(finished.stderr)[-2000:]
        if not finished.reason:
            CACHE.mkdir(parents=True, exist_ok=True)
            kept.write_text(json.dumps(result))
        return result


def decode(data):
    return data.decode("utf-8", "backslashreplace")


def all_tests(filters):
    paths = [path for path in sorted(TESTS.rglob("*.py")) if "support" not in path.relative_to(TESTS).parts]
    return [Test(path) for path in paths if common.selected(path.relative_to(TESTS).as_posix(), filters)]


def first_difference(expected, actual):
    """One line that says how two results differ."""
    if actual["status"] != expected["status"] and actual["status"] not in ("exit 0", "exit 1"):
        return actual["status"]
    for field in ("stdout", "stderr"):
        wanted = expected.get(field, "").splitlines()
        got = actual.get(field, "").splitlines()
        for number, (a, b) in enumerate(zip(wanted, got), 1):
            if a != b:
                return f"{field} line {number}: expected {a[:60]!r}, got {b[:60]!r}"
        if len(wanted) != len(got):
            return f"{field}: expected {len(wanted)} lines, got {len(got)}; {actual['status']}"
    return f"expected {expected['status']}, got {actual['status']}"


def show_difference(expected, actual, limit):
    for field in ("status", "stdout", "stderr"):
        if expected.get(field, "") == actual.get(field, ""):
            continue
        lines = difflib.unified_diff(
            expected.get(field, "").splitlines(),
            actual.get(field, "").splitlines(),
            f"{field} of CPython",
            f"{field} of Taipan",
            n=1,
            lineterm="",
        )
        for line in list(lines)[:limit]:
            print("    " + line)


def check_oracle(tests):
    """Runs each test twice under CPython, with other hash seeds: results must agree, and not be a stray traceback."""

    def check(test):
        first = test.run(common.ORACLE)
        second = test.run(common.ORACLE, environment={"PYTHONHASHSEED": "7"})
        if test.observed(first) != test.observed(second):
            return "not deterministic"
        if first.status != 0 and "compare" not in test.header:
            return common.describe_status(first) + ": " + (decode(first.stderr).splitlines() or [""])[-1]
        if test.name.startswith("core/") and re.search(r"^\s*(import|from \S+ import)\b", test.text, re.M):
            return "tests in core/ import nothing"
        if not first.stdout and "compare" not in test.header:
            return "prints nothing"
        return ""

    wrong = 0
    for test, problem in zip(tests, common.in_parallel(check, tests)):
        if problem:
            wrong += 1
            print(f"{test.name}: {problem}")
    print(f"{len(tests) - wrong} passed, {wrong} failed")
    return 1 if wrong else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("filters", nargs="*", metavar="FILTER")
    parser.add_argument("--mode", choices=MODES, default="plain", help="which build and options run the tests")
    parser.add_argument("--taipan", help="the executable to test instead of the mode's")
    parser.add_argument("--option", action="append", default=[], help="a further interpreter option; may be repeated")
    parser.add_argument("--env", action="append", default=[], metavar="NAME=VALUE", help="a variable for the tests")
    parser.add_argument("--update", action="store_true", help="write expected_failures.txt from this run")
    parser.add_argument("--check-oracle", action="store_true", help="check the tests themselves, under CPython alone")
    parser.add_argument("--list", action="store_true", help="list the tests that would run")
    parser.add_argument("--jobs", type=int, default=common.WORKERS)
    parser.add_argument("-v", "--verbose", action="store_true", help="show differences, and what CPython printed")
    parser.add_argument("-q", "--quiet", action="store_true", help="only unexpected results and the summary")
    options = parser.parse_args()

    tests = all_tests(options.filters)
    if options.list:
        print("\n".join(test.name for test in tests))
        return 0
    if options.check_oracle:
        return check_oracle(tests)

    preset, mode_options, mode_environment = MODES[options.mode]
    taipan = options.taipan or common.program("taipan", preset)
    common.require_taipan(taipan)
    environment = {**mode_environment, **dict(pair.split("=", 1) for pair in options.env)}
    time_factor = 1.0 if preset == "release" and "TAIPAN_GC_STRESS" not in environment else 10.0

    def run_one(test):
        expected = test.expected()
        finished = test.run(taipan, mode_options + options.option, environment, time_factor)
        return expected, test.observed(finished), decode(finished.stderr)

    known = common.read_table(EXPECTED_FAILURES)
    passed, failed, expected_to_fail, surprises = [], {}, [], []
    for test, (expected, actual, stderr) in zip(tests, common.in_parallel(run_one, tests, options.jobs)):
        same = all(expected.get(field) == actual.get(field) for field in ("status", "stdout", "stderr"))
        if same and test.name in known:
            surprises.append(test.name)
        elif same:
            passed.append(test.name)
        else:
            reason = first_difference(expected, actual)
            last_words = (stderr.strip().splitlines() or [""])[-1]
            if test.name in known:
                expected_to_fail.append(test.name)
            else:
                failed[test.name] = reason
            if not options.quiet or test.name not in known:
                mark = "known" if test.name in known else "FAIL"
                print(f"{mark}  {test.name}: {reason}" + (f"  [{last_words[:100]}]" if last_words else ""))
                if options.verbose:
                    show_difference(expected, actual, 40)
                    if stderr:
                        print("    stderr: " + stderr[-1500:].replace("\n", "\n            "))

    for name in surprises:
        print(f"PASSES  {name}: remove it from expected_failures.txt (./dev diff --update)")
    if options.update:
        ran = {test.name for test in tests}
        rows = {name: reason for name, reason in known.items() if name not in ran and (TESTS / name).exists()}
        rows.update({name: known[name] for name in expected_to_fail})
        rows.update(failed)
        common.write_table(EXPECTED_FAILURES, rows, EXPECTED_FAILURES_COMMENT)
        print(f"{EXPECTED_FAILURES.relative_to(common.ROOT)}: {len(rows)} tests")
    if expected_to_fail:
        print(f"{len(expected_to_fail)} fail as listed in expected_failures.txt")
    wrong = len(failed) + len(surprises)
    print(f"{len(passed)} passed, {wrong} failed")
    return 1 if wrong and not options.update else 0


if __name__ == "__main__":
    sys.exit(main())
