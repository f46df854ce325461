"""Compares the number functions with CPython 3.11, which must be the interpreter running this.

    python3.11 check.py DRIVER [--rounds N] [--seed S] [area ...]

Every area is a module `<area>_cases.py` with a generator `cases(random, rounds)` of (operation, arguments, expected).
The driver (driver.cpp beside this file) answers each operation with one line.
"""

import argparse
import importlib
import random
import subprocess
import sys

AREAS = ["limb", "text", "format", "math", "hash"]


def main():
    parser = argparse.ArgumentParser(description="Compare the number functions with CPython.")
    parser.add_argument("driver")
    parser.add_argument("areas", nargs="*", default=[])
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=None)
    options = parser.parse_args()
    if sys.version_info[:2] != (3, 11):
        sys.exit("the reference is CPython 3.11")
    seed = options.seed if options.seed is not None else random.randrange(2**32)
    failures = 0
    for area in options.areas or AREAS:
        cases = list(importlib.import_module(area + "_cases").cases(random.Random(seed), options.rounds))
        lines = "".join("\t".join([name, *arguments]) + "\n" for name, arguments, _ in cases)
        answers = subprocess.run([options.driver], input=lines, capture_output=True, text=True)
        got = answers.stdout.split("\n")
        if answers.returncode != 0 or len(got) != len(cases) + 1:
            sys.stderr.write(answers.stderr[-2000:])
            case = cases[min(len(got), len(cases)) - 1]
            print(f"{area}: the driver ended with {answers.returncode} after {len(got)} answers")
            print(f"  near {str(case)[:300]}")
            failures += 1
            continue
        wrong = [(case, answer) for case, answer in zip(cases, got) if case[2] != answer]
        print(f"{area}: {len(cases)} cases, {len(wrong)} wrong")
        shown = {}
        for (name, arguments, expected), answer in wrong:
            shown[name] = shown.get(name, 0) + 1
            if shown[name] > 6:
                continue
            print(f"  {name} {' | '.join(arguments)[:200]}")
            print(f"    expected {expected[:200]}")
            print(f"    got      {answer[:200]}")
        if len(wrong) > 20:
            print("  per operation:", shown)
        failures += len(wrong)
    print(f"seed {seed}:", "all agree" if failures == 0 else f"{failures} differences")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
