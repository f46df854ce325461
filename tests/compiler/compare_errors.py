#!/usr/bin/python3.11
"""Compares what the compiler says of wrong and doubtful programs with what CPython 3.11 says.

usage: compare_errors.py PROGRAM [FILE...]     PROGRAM: the build's `bytecode`

The programs are those of compile_errors.txt, separated by lines of `===`, and the doctests of the files (CPython's
test_syntax.py and others). Errors of the parser are left to tests/syntax.
"""

import ast
import doctest
import pathlib
import subprocess
import sys
import warnings

HERE = pathlib.Path(__file__).parent


def programs(files):
    yield from (HERE / "compile_errors.txt").read_text().split("\n===\n")
    for path in files:
        source = pathlib.Path(path).read_text()
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if ">>>" in node.value:
                    try:
                        yield from (example.source for example in doctest.DocTestParser().get_examples(node.value))
                    except ValueError:
                        pass
                elif "\n" in node.value or ";" in node.value:
                    yield node.value


def expected(source):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            ast.parse(source)
            caught.clear()
        except SyntaxError:
            return "parser", None
        except (ValueError, RecursionError, MemoryError):
            return "parser", None
        try:
            compile(source, "x", "exec", dont_inherit=True)
            result = None
        except SyntaxError as e:
            result = ("SyntaxError", e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, len(e.args) == 2)
        except RecursionError as e:
            result = ("RecursionError", str(e), None, None, None, None, False)
        said = [(str(w.message), w.lineno) for w in caught if w.category is SyntaxWarning]
    return result, said


def main():
    sys.setrecursionlimit(1000)
    server = subprocess.Popen([sys.argv[1], "--serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    count = differences = 0
    for source in programs(sys.argv[2:]):
        error, said = expected(source)
        if error == "parser":
            continue
        data = source.encode("utf-8", "surrogatepass")
        server.stdin.write(b"exec %d\n" % len(data) + data)
        server.stdin.flush()
        line = server.stdout.readline().decode("utf-8", "surrogatepass")
        if not line:
            print("the program died of", repr(source))
            return 1
        answer, _, warned = line.rstrip("\n").partition("\t")
        answer, warned = ast.literal_eval(answer), ast.literal_eval(warned)
        count += 1
        if answer != error or (error is None and warned != said):
            differences += 1
            print(f"{source!r}\n  is      {answer} {warned}\n  but was {error} {said}")
    print(f"{count} programs, {differences} differences")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
