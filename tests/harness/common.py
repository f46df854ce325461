"""What all test runners share: paths, running a process within limits, running many, and the closing summary."""

import collections
import concurrent.futures
import os
import pathlib
import resource
import select
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
ORACLE = "/usr/bin/python3.11"
TEST_LIBRARY = pathlib.Path("/usr/lib/python3.11/test")
WORKERS = int(os.environ.get("JOBS", 0)) or os.cpu_count() or 2
MEGABYTE = 1 << 20
POLL_SECONDS = 0.1

# One finished process. `reason` is "" or why it was killed: "timeout", "memory".
Finished = collections.namedtuple("Finished", "status stdout stderr reason seconds cpu_seconds peak_bytes")

if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    # Jobs in the background of a shell ignore SIGINT, and so would the tests.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def program(name, preset="release"):
    """The path of an executable of the build, which need not exist."""
    return ROOT / "build" / preset / "bin" / name


def clean_environment(**more):
    """The same few variables on every machine, so that output does not depend on who runs it."""
    environment = {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "HOME": tempfile.gettempdir(),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "TERM": "dumb",
        "COLUMNS": "80",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    if "TMPDIR" in os.environ:
        environment["TMPDIR"] = os.environ["TMPDIR"]
    environment.update(more)
    return environment


def resident_bytes(pid):
    try:
        with open(f"/proc/{pid}/statm") as statm:
            return int(statm.read().split()[1]) * resource.getpagesize()
    except (OSError, ValueError, IndexError):
        return 0


def run_limited(
    command,
    *,
    timeout,
    memory=2048 * MEGABYTE,
    environment=None,
    cwd=None,
    stdin=b"",
    output_limit=16 * MEGABYTE,
    file_size=256 * MEGABYTE,
    watch=None,
):
    """Runs a command in a session of its own, and kills the session when time or resident memory runs out.

    Memory is polled, not limited by rlimit: a heap that reserves address space would trip over that.
    `watch`, if given, is called now and then and may return a further reason to kill.
    Returns a Finished; a status below zero is the number of the signal that ended the process.
    """
    command = [str(word) for word in command]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, tempfile.TemporaryFile() as inp:
        inp.write(stdin)
        inp.seek(0)
        started = time.monotonic()
        process = subprocess.Popen(
            command,
            stdin=inp,
            stdout=out,
            stderr=err,
            cwd=cwd,
            env=environment or clean_environment(),
            start_new_session=True,
        )
        try:
            resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (file_size, resource.RLIM_INFINITY))
            resource.prlimit(process.pid, resource.RLIMIT_CORE, (0, 0))
        except (ProcessLookupError, PermissionError):
            pass
        reason = ""
        descriptor = os.pidfd_open(process.pid)
        try:
            poll = select.poll()
            poll.register(descriptor, select.POLLIN)
            while not poll.poll(POLL_SECONDS * 1000):
                if time.monotonic() - started > timeout:
                    reason = "timeout"
                elif resident_bytes(process.pid) > memory:
                    reason = "memory"
                elif watch:
                    reason = watch()
                if reason:
                    break
        finally:
            os.close(descriptor)
            if reason:
                kill_session(process.pid)
            _, wait_status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(wait_status)
            kill_session(process.pid)  # whatever it left behind
        seconds = time.monotonic() - started
        out.seek(0)
        err.seek(0)
        return Finished(
            process.returncode,
            out.read(output_limit),
            err.read(output_limit),
            reason,
            seconds,
            usage.ru_utime + usage.ru_stime,
            usage.ru_maxrss * 1024,
        )


def kill_session(pid):
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass


def describe_status(finished):
    """`exit 1`, `SIGSEGV`, `timeout`, ..."""
    if finished.reason:
        return finished.reason
    if finished.status < 0:
        try:
            return signal.Signals(-finished.status).name
        except ValueError:
            return f"signal {-finished.status}"
    return f"exit {finished.status}"


def in_parallel(function, items, workers=None):
    """Yields function(item) in the items' order, running `workers` at a time."""
    with concurrent.futures.ThreadPoolExecutor(workers or WORKERS) as pool:
        yield from pool.map(function, items)


def selected(name, filters):
    return not filters or any(word in name for word in filters)


def read_table(path):
    """The lines of a text table as (first word, rest); blank lines and # comments are left out."""
    rows = {}
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                key, _, rest = line.strip().partition(" ")
                rows[key] = rest.strip()
    return rows


def leading_comment(path):
    """The lines of comment a table begins with, kept when it is written again."""
    lines = []
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                break
            lines.append(line)
    while lines and not lines[-1]:
        lines.pop()
    return lines


def write_table(path, rows, default_comment=()):
    """Writes {first word: rest} sorted, under the comment that the file begins with."""
    lines = leading_comment(path) or [f"# {line}".rstrip() for line in default_comment]
    body = [f"{key} {rest}".rstrip() for key, rest in sorted(rows.items())]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines + [""] * bool(lines) + body) + "\n", encoding="utf-8")


def require_taipan(path):
    if not os.access(path, os.X_OK):
        print(f"no executable at {os.path.relpath(path)}: build it first")
        sys.exit(3)
