"""`./dev test`: builds, then runs every check in turn. Its last line is `N passed, N failed`.

usage: run_all.py [STAGE...]          stages: build unit layers golden differential stress conformance bench

Counts are tests: a case of GoogleTest, a golden file, a differential program, a conformance test, a benchmark program.
A stage that cannot run because the build lacks its program is one failure.
"""

import argparse
import os
import re
import subprocess
import sys
import time

import common

SUMMARY = re.compile(r"^(\d+) passed, (\d+) failed$")
HARNESS = common.ROOT / "tests" / "harness"


def echo(command, environment=None):
    """Runs a command, passing its output on; returns (status, its lines)."""
    process = subprocess.Popen(
        [str(word) for word in command],
        cwd=common.ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        env=environment,
    )
    lines = []
    for raw in process.stdout:
        line = raw.decode("utf-8", "replace").rstrip("\n")
        lines.append(line)
        if not SUMMARY.match(line):
            print("  " + line, flush=True)
    return process.wait(), lines


def counts_of(status, lines):
    """(passed, failed) of a runner that ends with the summary line."""
    for line in reversed(lines):
        match = SUMMARY.match(line)
        if match:
            passed, failed = int(match[1]), int(match[2])
            return passed, failed if failed or status == 0 else 1
    return (1, 0) if status == 0 else (0, 1)


def runner(path, *arguments):
    return counts_of(*echo([sys.executable, path, *arguments]))


def stage_build():
    status, _ = echo([common.ROOT / "dev", "build", "release"])
    if status == 0:
        fill_cache()
    return (1, 0) if status == 0 else (0, 1)


def fill_cache():
    """Compiles the library: a new executable believes no other's bytecode caches, and tests write none."""
    command = [common.program("taipan"), "-m", "compileall", "-q", common.TEST_LIBRARY.parent]
    common.run_limited(command, timeout=120, environment=common.clean_environment())


def stage_unit():
    tests = common.program("unit_tests")
    if not tests.exists():
        print("  the build has no unit tests")
        return 0, 1
    finished = common.run_limited(
        [tests, "--gtest_brief=1"], timeout=300, memory=4096 * common.MEGABYTE, cwd=common.ROOT
    )
    text = (finished.stdout + finished.stderr).decode("utf-8", "replace")
    ran = re.search(r"^\[=+\] (\d+) tests? from", text, re.M)
    failed = re.search(r"^\[  FAILED  \] (\d+) tests?", text, re.M)
    count, bad = int(ran[1]) if ran else 0, int(failed[1]) if failed else 0
    if finished.status != 0:
        print("\n".join("  " + line for line in text.splitlines()[-60:]))
        print("  unit_tests:", common.describe_status(finished))
        bad = max(bad, 1)
    return max(count - bad, 0), bad


def stage_layers():
    return runner(common.ROOT / "tools" / "check_layers.py")


def stage_golden():
    return runner(HARNESS / "golden.py")


def stage_differential():
    return runner(HARNESS / "differential.py", "--quiet")


def stage_stress():
    """The core tests of the language again, with a collection at every 101st allocation."""
    return runner(HARNESS / "differential.py", "--quiet", "--mode", "collect", "core/", "frames/")


def stage_conformance():
    return runner(HARNESS / "conformance.py", "--ratchet")


def stage_bench():
    return runner(common.ROOT / "bench" / "run.py", "--check")


STAGES = {
    "build": stage_build,
    "unit": stage_unit,
    "layers": stage_layers,
    "golden": stage_golden,
    "differential": stage_differential,
    "stress": stage_stress,
    "conformance": stage_conformance,
    "bench": stage_bench,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stages", nargs="*", metavar="STAGE", choices=[*STAGES, []])
    options = parser.parse_args()
    os.environ.pop("TAIPAN_OPTIONS", None)

    total_passed = total_failed = 0
    rows = []
    for name, stage in STAGES.items():
        if options.stages and name not in options.stages and name != "build":
            continue
        print(f"== {name}", flush=True)
        started = time.monotonic()
        passed, failed = stage()
        total_passed += passed
        total_failed += failed
        rows.append(f"{name:<14}{passed:>7} passed {failed:>6} failed {time.monotonic() - started:>7.1f} s")
        print("   " + rows[-1], flush=True)
        if name == "build" and failed:
            break

    print("== summary")
    for row in rows:
        print("   " + row)
    print(f"{total_passed} passed, {total_failed} failed")
    return 1 if total_failed else 0


if __name__ == "__main__":
    sys.exit(main())
