"""Compares our errors and warnings with CPython 3.11's, for programs that are wrong.

    /usr/bin/python3.11 tests/syntax/compare_errors.py DRIVER                     the snippets in tests/syntax/errors/
    /usr/bin/python3.11 tests/syntax/compare_errors.py DRIVER --fuzz COUNT [--seed N] [FILE ...]

DRIVER is the program built from src/python/syntax/tools/syntax_driver.cpp. A snippet file has a snippet a line, as a
Python string literal, or several lines between lines of `---`; a line `mode: eval` changes how the following are
compiled. `--fuzz` takes pieces of valid files (of seeds.py if none are given) and deletes, inserts, swaps or replaces
tokens at random places.
The exit status is 1 if anything differs.
"""
import argparse
import ast
import glob
import io
import os
import random
import subprocess
import sys
import textwrap
import tokenize
import warnings

import compare_ast


def expected_answer(source, mode):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            compile(source, "<f>", mode, ast.PyCF_ONLY_AST, dont_inherit=True)
            answer = ("tree",)
        except (Exception, MemoryError) as error:
            answer = ("problem", compare_ast.describe_error(error))
    return ([(w.category.__name__, str(w.message), w.lineno) for w in caught], *answer)


class Driver:
    def __init__(self, path):
        self.path = path
        self.start()

    def start(self):
        self.process = subprocess.Popen([self.path, "--serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def answer(self, source, mode):
        data = source.encode("utf-8", "surrogatepass")
        self.process.stdin.write(f"{mode} {len(data)}\n".encode() + data)
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            self.process.wait()
            self.start()
            return ([], "died", self.process.returncode)
        found, kind, rest = line.decode("utf-8", "surrogatepass").rstrip("\n").split("\t", 2)
        if kind == "tree":
            return (ast.literal_eval(found), kind)
        return (ast.literal_eval(found), kind, ast.literal_eval(rest))


def snippets():
    """(file, source, mode) of each snippet."""
    for path in sorted(glob.glob(os.path.join(os.path.dirname(os.path.abspath(__file__)), "errors", "*.txt"))):
        mode = "exec"
        block = None
        with open(path, encoding="utf-8") as file:
            for line in file:
                if line == "---\n":
                    if block is not None:
                        yield path, block, mode
                    block = "" if block is None else None
                elif block is not None:
                    block += line
                elif line.startswith("mode: "):
                    mode = line.split()[1]
                elif line.strip() and not line.startswith("#"):
                    yield path, ast.literal_eval(line), mode


EXTRA_TOKENS = """( ) [ ] { } : , ; . ... -> @ + - * ** / // % << >> & | ^ ~ < > <= == != := = += if else elif for
in is not and or lambda def class return yield from import as with try except finally while pass break continue
global nonlocal
del assert raise async await None True False match case _ print exec x 1 'a' f'{x}' b'b' 0x 1_ ' \\ # $ ? !""".split()


def pieces(paths):
    """Short runs of lines from all the files: those that begin at the left margin, and methods."""
    result = []
    for path in paths:
        try:
            with tokenize.open(path) as file:
                lines = file.read().split("\n")
        except (SyntaxError, UnicodeDecodeError):
            continue
        for margin in ("", "    "):
            starts = [i for i, line in enumerate(lines)
                      if line.startswith(margin) and line[len(margin):][:1] not in tuple(" \t#)]}") and line.strip()]
            for a, b in zip(starts, starts[1:] + [len(lines)]):
                if 1 <= b - a <= 25:
                    result.append(textwrap.dedent("\n".join(lines[a:b])) + "\n")
    return result


def split_tokens(source):
    """(text, whether it is a token) parts of the source."""
    lines = source.splitlines(keepends=True)
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line))
    parts = []
    at = 0
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            start = offsets[token.start[0] - 1] + token.start[1]
            end = offsets[token.end[0] - 1] + token.end[1] if token.end[0] <= len(lines) else len(source)
            if start > at:
                parts.append((source[at:start], False))
            if end > start:
                parts.append((source[start:end], True))
            at = max(at, end)
    except (tokenize.TokenError, IndentationError, IndexError):
        return None
    return parts


def mutate(source, generator):
    parts = split_tokens(source)
    if not parts:
        return None
    parts = [list(part) for part in parts]
    for _ in range(generator.choice([1, 1, 1, 2, 3])):
        index = generator.randrange(len(parts))
        kind = generator.randrange(7)
        if kind == 0:
            parts[index][0] = ""
        elif kind == 1:
            parts[index][0] += " " + generator.choice(EXTRA_TOKENS) + " "
        elif kind == 2:
            parts[index][0] = generator.choice(EXTRA_TOKENS)
        elif kind == 3:
            other = min(index + generator.choice([1, 2]), len(parts) - 1)
            parts[index], parts[other] = parts[other], parts[index]
        elif kind == 4:
            parts[index][0] += parts[index][0]
        elif kind == 5:
            del parts[index + 1:]
        else:
            text = parts[index][0]
            at = generator.randrange(len(text) + 1)
            character = generator.choice(" \t\n()[]{}:,=.'\"\\*1xé")
            parts[index][0] = text[:at] + character + text[at + generator.randrange(2):]
    return "".join(part[0] for part in parts)


def fuzz_sources(paths, count, seed):
    generator = random.Random(seed)
    available = pieces(paths)
    made = 0
    while made < count:
        source = mutate(generator.choice(available), generator)
        if source is not None and "\0" not in source:
            made += 1
            yield source


def main():
    options = argparse.ArgumentParser()
    options.add_argument("driver")
    options.add_argument("--fuzz", type=int)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--show", type=int, default=15)
    options.add_argument("--mode", default="exec")
    options.add_argument("paths", nargs="*")
    options = options.parse_intermixed_args()
    driver = Driver(options.driver)
    if options.fuzz:
        paths = options.paths or [os.path.join(os.path.dirname(os.path.abspath(__file__)), "seeds.py")]
        cases = [("fuzz", source, options.mode) for source in fuzz_sources(paths, options.fuzz, options.seed)]
    else:
        cases = list(snippets())
    different = 0
    kinds = {}
    for path, source, mode in cases:
        expected = expected_answer(source, mode)
        actual = driver.answer(source, mode)
        if expected == actual:
            continue
        different += 1
        key = (expected[2][1] if expected[1] == "problem" else expected[1],
               actual[2][1] if actual[1] == "problem" else actual[1])
        kinds[key] = kinds.get(key, 0) + 1
        if different <= options.show:
            print(f"--- {os.path.basename(path)}, {mode}\n{source!r:.600}")
            print(f"    expected {expected!r:.400}\n    actual   {actual!r:.400}")
    for key, number in sorted(kinds.items(), key=lambda item: -item[1])[:25]:
        print(number, key)
    print(f"{len(cases)} programs, {different} different")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
