"""Runs CPython 3.11's own test modules, each in a process of its own, and guards what passes with a ratchet.

usage: conformance.py [options] [MODULE...]         MODULE: test_grammar, test_json, test_json.test_decode

Without a module: those in tests/conformance/core_modules.txt. Files in tests/conformance/:

    ratchet.txt            `module::Class.method` of each test that passes; only grows (--update)
    durations.txt          seconds each module took at the last --update, and tests passed: what CI chooses by
    baseline.txt           tests that CPython passes, and seconds, by module (--baseline)
    core_modules.txt       modules that test the language itself
    excluded_modules.txt   modules that are never run, with reasons

A test that crashes or hangs is recorded as such, and its module goes on in a new process behind it.
"""

import argparse
import collections
import os
import pathlib
import sys
import tempfile
import time

import common
import differential

HERE = common.ROOT / "tests" / "conformance"
LOGS = common.ROOT / "build" / "conformance"
RATCHET = HERE / "ratchet.txt"
DURATIONS = HERE / "durations.txt"
BASELINE = HERE / "baseline.txt"
RATCHET_COMMENT = [
    "Tests of CPython's test modules that pass: `module::Class.method`. Only grows.",
    "Written by `./dev conformance --update`; the list is sorted.",
]
DURATIONS_COMMENT = ["Module, seconds it took, tests of the ratchet in it. Written by `./dev conformance --update`."]
BASELINE_COMMENT = [
    "Module, tests that CPython 3.11 passes, seconds it took. Written by `./dev conformance --baseline`."
]
MEMORY = 3072 * common.MEGABYTE
MAX_RESTARTS = 30
OUTCOMES = ("ok", "FAIL", "ERROR", "skip", "xfail")


class ModuleRun:
    """All outcomes of one module, from as many processes as it took."""

    def __init__(self, module):
        self.module = module
        self.outcomes = {}  # test: (outcome, text)
        self.seconds = 0.0
        self.ended = False
        self.module_problem = ""

    def count(self, *kinds):
        return sum(1 for outcome, _ in self.outcomes.values() if outcome in kinds)

    def passing(self):
        return {f"{self.module}::{test}" for test, (outcome, _) in self.outcomes.items() if outcome == "ok"}

    def read(self, path):
        """Takes over the lines of one process; returns the test that was running when it ended, if any."""
        running = None
        if not path.exists():
            return None
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            kind, _, rest = line.partition(" ")
            test, _, text = rest.partition(" ")
            if kind == "start":
                running = test
            elif kind == "end":
                self.ended = True
                running = None
            elif kind in OUTCOMES:
                if test == "module":
                    self.module_problem = f"{kind} {text}"
                else:
                    self.outcomes[test] = (kind, text)
                running = None
        return running


def run_module(module, interpreter, options, only=None):
    """Runs a module, and runs it again behind each test that ends the process."""
    run = ModuleRun(module)
    deadline = time.monotonic() + options.time_limit
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"{module}.txt"
    log.write_text("")
    noise = LOGS / f"{module}.output"
    noise.write_bytes(b"")
    with tempfile.TemporaryDirectory(prefix="conformance_", ignore_cleanup_errors=True) as folder:
        folder = pathlib.Path(folder)
        results, choice, work = folder / "results", folder / "choice", folder / "work"
        for attempt in range(MAX_RESTARTS):
            if results.exists():
                results.unlink()
            if not work.exists():
                work.mkdir()
            arguments = []
            if only is not None:
                choice.write_text("\n".join(sorted(set(only) - set(run.outcomes))))
                arguments = ["--only", choice]
            elif run.outcomes:
                choice.write_text("\n".join(sorted(run.outcomes)))
                arguments = ["--skip", choice]

            progress = [0, time.monotonic()]

            def watch():
                size = results.stat().st_size if results.exists() else 0
                if size != progress[0]:
                    progress[:] = [size, time.monotonic()]
                return "hang" if time.monotonic() - progress[1] > options.test_limit else ""

            command = [interpreter, *options.option, HERE / "driver.py", module, results, *arguments]
            environment = common.clean_environment(TMPDIR=str(folder), HOME=str(folder), **options.environment)
            finished = common.run_limited(
                command,
                timeout=max(1.0, deadline - time.monotonic()),
                memory=MEMORY,
                environment=environment,
                cwd=work,
                watch=watch,
                file_size=4096 * common.MEGABYTE,
            )
            run.seconds += finished.seconds
            running = run.read(results)
            with open(log, "a", encoding="utf-8") as file:
                file.write(results.read_text(encoding="utf-8", errors="replace") if results.exists() else "")
                if not run.ended:
                    file.write(f"note process ended: {common.describe_status(finished)} in {running}\n")
            with open(noise, "ab") as file:
                file.write(finished.stdout[-100_000:] + finished.stderr[-100_000:])
            if run.ended:
                break
            last_words = (finished.stderr.decode("utf-8", "replace").strip().splitlines() or [""])[-1][:200]
            why = common.describe_status(finished)
            if running is None:
                # It died between tests, or before the first: nothing can be left out to get further.
                run.module_problem = f"{why} {last_words}"
                break
            run.outcomes[running] = ("HANG" if finished.reason else "CRASH", f"{why} {last_words}")
            if time.monotonic() > deadline:
                run.module_problem = "out of time"
                break
    return run


def all_modules():
    """Every test module of CPython's library; packages by their parts."""
    excluded = common.read_table(HERE / "excluded_modules.txt")
    found = []

    def visit(folder, prefix):
        for path in sorted(folder.iterdir()):
            name = prefix + path.stem
            if any(name == word or name.startswith(word + ".") for word in excluded):
                continue
            if path.name.startswith("test_") and path.suffix == ".py":
                found.append(name)
            elif path.is_dir() and (path / "__init__.py").exists() and (prefix or path.name.startswith("test_")):
                text = (path / "__init__.py").read_text(encoding="utf-8")
                if "TestCase)" in text and "load_tests" not in text:
                    found.append(name)
                visit(path, name + ".")

    visit(common.TEST_LIBRARY, "")
    return found


def choose_modules(options, ratchet):
    everything = all_modules()
    if options.ratchet:
        return choose_for_budget(options.budget, ratchet)
    if options.modules:
        chosen = [
            name for name in everything if any(name == word or name.startswith(word + ".") for word in options.modules)
        ]
        unknown = [
            word for word in options.modules if not any((name + ".").startswith(word + ".") for name in everything)
        ]
        return chosen + unknown
    if options.all or options.baseline:
        return everything
    core = common.read_table(HERE / "core_modules.txt")
    return [name for name in everything if name.partition(".")[0] in core]


def choose_for_budget(budget, ratchet):
    """Modules of the ratchet, most tests for their time first, until the budget of seconds is used."""
    tests = collections.Counter(entry.partition("::")[0] for entry in ratchet)
    durations = {name: float(rest.split()[0]) for name, rest in common.read_table(DURATIONS).items()}
    chosen, used = [], 0.0
    for module in sorted(tests, key=lambda name: (durations.get(name, 5.0) / tests[name], name)):
        seconds = durations.get(module, 5.0)
        if used + seconds <= budget * common.WORKERS:
            chosen.append(module)
            used += seconds
    left_out = len(tests) - len(chosen)
    if left_out:
        print(f"{left_out} modules of the ratchet are left out for time")
    # Long ones first, so that workers end together.
    return sorted(chosen, key=lambda name: -durations.get(name, 5.0))


def read_ratchet():
    if not RATCHET.exists():
        return set()
    return {line for line in RATCHET.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")}


def check_ratchet(run, wanted, interpreter, options):
    """Entries of the ratchet that do not pass any more; each gets a second chance in a fresh process."""
    missing = wanted - run.passing()
    if missing:
        again = run_module(run.module, interpreter, options, {entry.partition("::")[2] for entry in missing})
        missing -= again.passing()
    return sorted(missing)


def print_reasons(runs, limit):
    reasons = collections.Counter()
    for run in runs:
        if run.module_problem:
            reasons[f"[module] {run.module_problem[:110]}"] += 1
        for outcome, text in run.outcomes.values():
            if outcome not in ("ok", "skip", "xfail"):
                reasons[f"{outcome} {text[:110]}"] += 1
    print("most frequent reasons:")
    for reason, count in reasons.most_common(limit):
        print(f"{count:6}  {reason}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*", metavar="MODULE")
    parser.add_argument("--all", action="store_true", help="all modules that are not excluded")
    parser.add_argument("--ratchet", action="store_true", help="only tests of the ratchet, as CI does")
    parser.add_argument("--budget", type=float, default=480, help="with --ratchet: seconds it may take (480)")
    parser.add_argument("--update", action="store_true", help="add what passes to the ratchet")
    parser.add_argument(
        "--forget", action="store_true", help="with --update: drop entries of the modules run that fail"
    )
    parser.add_argument("--baseline", action="store_true", help="run CPython itself and write baseline.txt")
    parser.add_argument(
        "--mode", choices=differential.MODES, default="plain", help="which build and options run the tests"
    )
    parser.add_argument("--taipan", help="the executable to test instead of the mode's")
    parser.add_argument("--option", action="append", default=[], help="a further interpreter option; may be repeated")
    parser.add_argument("--time-limit", type=float, default=240, help="seconds for a module (240)")
    parser.add_argument("--test-limit", type=float, default=40, help="seconds for a test (40)")
    parser.add_argument("--reasons", type=int, default=0, metavar="N", help="show the N most frequent failures")
    parser.add_argument("--jobs", type=int, default=common.WORKERS)
    parser.add_argument("-v", "--verbose", action="store_true", help="show each test that does not pass")
    options = parser.parse_args()

    preset, mode_options, options.environment = differential.MODES[options.mode]
    options.option = mode_options + options.option
    program = options.taipan or common.program("taipan", preset)
    interpreter = common.ORACLE if options.baseline else pathlib.Path(program).absolute()
    common.require_taipan(interpreter)
    ratchet = read_ratchet()
    by_module = collections.defaultdict(set)
    for entry in ratchet:
        by_module[entry.partition("::")[0]].add(entry)
    modules = choose_modules(options, ratchet)
    baseline = {name: int(rest.split()[0]) for name, rest in common.read_table(BASELINE).items()}

    def run_one(module):
        only = {entry.partition("::")[2] for entry in by_module[module]} if options.ratchet else None
        run = run_module(module, interpreter, options, only)
        regressions = [] if options.baseline else check_ratchet(run, by_module[module], interpreter, options)
        return run, regressions

    runs, all_regressions, total_ok, total_baseline = [], [], 0, 0
    started = time.monotonic()
    for run, regressions in common.in_parallel(run_one, modules, options.jobs):
        runs.append(run)
        all_regressions += regressions
        ok = run.count("ok")
        total_ok += ok
        total_baseline += baseline.get(run.module, 0)
        bad = run.count("FAIL", "ERROR", "CRASH", "HANG")
        if not options.ratchet or regressions or run.module_problem or options.verbose:
            of = f" of {baseline[run.module]}" if run.module in baseline and not options.ratchet else ""
            print(
                f"{run.module}: {ok} ok{of}, {run.count('FAIL')} fail, {run.count('ERROR')} error, "
                f"{run.count('CRASH')} crash, {run.count('HANG')} hang, {run.count('skip')} skipped, "
                f"{run.seconds:.1f} s" + (f"  [{run.module_problem[:150]}]" if run.module_problem else ""),
                flush=True,
            )
        if options.verbose and bad:
            for test, (outcome, text) in run.outcomes.items():
                if outcome not in ("ok", "skip", "xfail"):
                    print(f"    {outcome} {test}: {text[:160]}")
        for entry in regressions:
            outcome, text = run.outcomes.get(entry.partition("::")[2], ("missing", ""))
            print(f"REGRESSION  {entry}: {outcome} {text[:160]}")

    if options.reasons:
        print_reasons(runs, options.reasons)
    if options.baseline:
        rows = common.read_table(BASELINE) if options.modules else {}
        rows.update({run.module: f"{run.count('ok')} {run.seconds:.1f}" for run in runs})
        common.write_table(BASELINE, rows, BASELINE_COMMENT)
    elif options.update:
        merged = set(ratchet)
        if options.forget:
            merged -= set(all_regressions)
        for run in runs:
            merged |= run.passing()
        common.write_table(RATCHET, dict.fromkeys(merged, ""), RATCHET_COMMENT)
        durations = common.read_table(DURATIONS)
        durations.update({run.module: f"{run.seconds:.1f} {run.count('ok')}" for run in runs if run.count("ok")})
        common.write_table(DURATIONS, durations, DURATIONS_COMMENT)
        print(f"ratchet: {len(merged)} tests, {len(merged - ratchet)} new")
    share = (
        f" ({100 * total_ok / total_baseline:.1f} % of {total_baseline})"
        if total_baseline and not options.ratchet
        else ""
    )
    print(f"{len(runs)} modules, {total_ok} tests ok{share}, {time.monotonic() - started:.0f} s")
    if options.ratchet:
        print(f"{total_ok} passed, {len(all_regressions)} failed")
    return 1 if all_regressions and not options.update else 0


if __name__ == "__main__":
    sys.exit(main())
