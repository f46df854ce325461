"""Runs the interpreter under test in a folder of its own and prints what is seen, the same for every interpreter."""
import os
import re
import shutil
import subprocess
import sys
import tempfile

FOLDER = os.path.realpath(tempfile.mkdtemp())


def clean_environment(**more):
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    kept.update({key: value for key, value in more.items() if value is not None})
    for key, value in more.items():
        if value is None:
            kept.pop(key, None)
    return kept


def normal(data):
    text = data.decode("utf-8", "backslashreplace") if isinstance(data, bytes) else data
    text = text.replace(sys.executable, "PYTHON").replace(FOLDER, "FOLDER")
    text = text.replace(sys.implementation.cache_tag, "TAG")
    return re.sub(r"0x[0-9a-f]+", "0xX", text)


def write(name, contents):
    path = os.path.join(FOLDER, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(contents if isinstance(contents, bytes) else contents.encode())
    return path


def show(title, status, out, err):
    print(f"== {title}: {status}")
    for name, data in (("out", out), ("err", err)):
        text = normal(data)
        if text:
            print(f"-- {name}")
            print(text if text.endswith("\n") else text + "|")


def python(*arguments, input=b"", title=None, **environment):
    """PYTHON arguments..., in the folder."""
    done = subprocess.run([sys.executable, *arguments], input=input, capture_output=True, cwd=FOLDER, env=clean_environment(**environment))
    show(title or " ".join(map(ascii, arguments)) + "".join(f" {k}={v}" for k, v in environment.items()), done.returncode, done.stdout, done.stderr)


def shell(command, **environment):
    """A command of bash, in the folder, with $PYTHON."""
    done = subprocess.run(["/bin/bash", "-c", command], input=b"", capture_output=True, cwd=FOLDER,
                          env=clean_environment(PYTHON=sys.executable, **environment))
    show(command, done.returncode, done.stdout, re.sub(rb"/bin/bash: line \d+: +\d+ ", b"bash: ", done.stderr))


def finish():
    shutil.rmtree(FOLDER, ignore_errors=True)
