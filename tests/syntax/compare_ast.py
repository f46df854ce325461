"""Compares our trees, errors and warnings with CPython 3.11's, for every Python file below some folders.

    /usr/bin/python3.11 tests/syntax/compare_ast.py DRIVER [--cache FILE] [--type-comments] [FOLDER or FILE ...]

DRIVER is the program built from src/python/syntax/tools/syntax_driver.cpp. Without folders the standard library is
taken, CPython's tests included. Files that CPython rejects must be rejected with the same error. `--cache` remembers
the hashes of what CPython answered. The exit status is 1 if anything differs.
"""
import argparse
import ast
import hashlib
import os
import pickle
import subprocess
import sys
import sysconfig
import warnings

sys.setrecursionlimit(100000)


def describe_error(error):
    if isinstance(error, SyntaxError):
        return (type(error).__name__, error.msg, error.lineno, error.offset, error.text, error.end_lineno,
                error.end_offset)
    return (type(error).__name__, str(error))


def expected_answer(source, type_comments):
    """What CPython says: (warnings, 'tree', dump) or (warnings, 'problem', tuple)."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        flags = ast.PyCF_ONLY_AST | (ast.PyCF_TYPE_COMMENTS if type_comments else 0)
        try:
            tree = compile(source, "<f>", "exec", flags, dont_inherit=True)
            answer = ("tree", ast.dump(tree, include_attributes=True))
        except Exception as error:
            answer = ("problem", describe_error(error))
    found = [(w.category.__name__, str(w.message), w.lineno) for w in caught]
    return (found, *answer)


def parse_answer(line):
    found, kind, rest = line.rstrip("\n").split("\t", 2)
    return (ast.literal_eval(found), kind, rest if kind == "tree" else ast.literal_eval(rest))


def fingerprint(answer):
    return hashlib.sha1(repr(answer).encode("utf-8", "surrogatepass")).hexdigest()


def first_difference(expected, actual):
    if expected[1] != "tree" or actual[1] != "tree":
        return f"    expected {expected[1:] if expected[1] != 'tree' else 'tree'!r:.300}\n" \
               f"    actual   {actual[1:] if actual[1] != 'tree' else 'tree'!r:.300}"
    if expected[2] == actual[2]:
        return f"    warnings {expected[0]}\n    actual   {actual[0]}"
    at = next((i for i, (a, b) in enumerate(zip(expected[2], actual[2])) if a != b), 0)
    start = max(0, at - 200)
    return f"    expected ...{expected[2][start:at + 150]}\n    actual   ...{actual[2][start:at + 150]}"


def python_files(paths):
    for path in paths:
        if os.path.isfile(path):
            yield path
        for folder, folders, names in os.walk(path):
            folders.sort()
            for name in sorted(names):
                if name.endswith(".py"):
                    yield os.path.join(folder, name)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("driver")
    options.add_argument("--cache")
    options.add_argument("--type-comments", action="store_true")
    options.add_argument("paths", nargs="*", default=[sysconfig.get_paths()["stdlib"]])
    options = options.parse_intermixed_args()

    cache = {}
    if options.cache and os.path.exists(options.cache):
        with open(options.cache, "rb") as file:
            cache = pickle.load(file)
    arguments = [options.driver, "--serve"] + (["--type-comments"] if options.type_comments else [])
    driver = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
                              errors="surrogatepass")
    count = 0
    different = 0
    for path in python_files(options.paths):
        with open(path, "rb") as file:
            source = file.read()
        driver.stdin.write("file " + path + "\n")
        driver.stdin.flush()
        line = driver.stdout.readline()
        count += 1
        if not line:
            print(f"{path}: the driver died")
            return 1
        actual = parse_answer(line)
        key = (path, len(source), hashlib.sha1(source).hexdigest(), options.type_comments)
        expected = None
        if key not in cache:
            expected = expected_answer(source, options.type_comments)
            cache[key] = fingerprint(expected)
        if cache[key] != fingerprint(actual):
            different += 1
            if different <= 20:
                expected = expected or expected_answer(source, options.type_comments)
                print(f"{path}:\n{first_difference(expected, actual)}")
    driver.stdin.close()
    driver.wait()
    if options.cache:
        with open(options.cache, "wb") as file:
            pickle.dump(cache, file)
    print(f"{count} files, {different} different")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
