#!/usr/bin/python3.11
"""Compares code objects of the compiler with those of CPython 3.11.

usage: compare_facts.py PROGRAM FILE...        PROGRAM: the build's `bytecode`

For each file and each code object in it: name, first line, flags, numbers of arguments, names, variables, cells, free
variables, and the places in the source of all operations that can fail, as sets. Prints what differs.
"""

import collections
import dis
import re
import subprocess
import sys

FLAGS = 0x1 | 0x2 | 0x4 | 0x8 | 0x10 | 0x20 | 0x80 | 0x200 | 0x1FE0000

OURS = {
    "LoadGlobal": "name", "LoadName": "name", "StoreGlobal": "store", "DeleteName": "delete", "DeleteGlobal": "delete",
    "LoadAttribute": "attribute", "LoadMethod": "attribute", "LoadSuperMethod": "attribute",
    "LoadSuperAttribute": "attribute", "StoreAttribute": "store attribute", "DeleteAttribute": "delete attribute",
    "GetItem": "item", "GetItemInt": "item", "SetItem": "store item", "DeleteItem": "delete item",
    "Call": "call", "CallMethod": "call", "CallKeyword": "call", "CallMethodKeyword": "call", "CallUnpack": "call",
    "In": "in", "NotIn": "in", "GetIterator": "iterator", "ForIterator": "next", "UnpackSequence": "unpack",
    "UnpackStar": "unpack", "Raise": "raise", "ImportName": "import", "ImportFrom": "import from",
    "FormatValue": "format", "Yield": "yield", "MatchException": "match exception", "Negative": "unary",
    "Positive": "unary", "Invert": "unary", "GetAwaitable": "await", "GetAsyncIterator": "async iterator",
    "GetAsyncNext": "async next",
}
for operator in ("Add Subtract Multiply TrueDivide FloorDivide Remainder Power LeftShift RightShift And Or Xor "
                 "MatrixMultiply").split():
    for form in ("", "Inplace"):
        OURS[form + operator] = OURS[form + operator + "Int"] = "binary"
for operator in "Less LessEqual Equal NotEqual Greater GreaterEqual".split():
    OURS[operator] = OURS["JumpIf" + operator] = OURS["JumpUnless" + operator] = "compare"

THEIRS = {
    "LOAD_GLOBAL": "name", "LOAD_NAME": "name", "STORE_GLOBAL": "store", "DELETE_NAME": "delete",
    "DELETE_GLOBAL": "delete", "LOAD_ATTR": "attribute", "LOAD_METHOD": "attribute", "STORE_ATTR": "store attribute",
    "DELETE_ATTR": "delete attribute", "BINARY_SUBSCR": "item", "STORE_SUBSCR": "store item",
    "DELETE_SUBSCR": "delete item", "CALL": "call", "CALL_FUNCTION_EX": "call", "CONTAINS_OP": "in",
    "GET_ITER": "iterator", "FOR_ITER": "next", "UNPACK_SEQUENCE": "unpack", "UNPACK_EX": "unpack",
    "RAISE_VARARGS": "raise", "IMPORT_NAME": "import", "IMPORT_FROM": "import from", "FORMAT_VALUE": "format",
    "YIELD_VALUE": "yield", "CHECK_EXC_MATCH": "match exception", "UNARY_NEGATIVE": "unary",
    "UNARY_POSITIVE": "unary", "UNARY_INVERT": "unary", "BINARY_OP": "binary", "COMPARE_OP": "compare",
    "GET_AWAITABLE": "await", "BEFORE_WITH": "call", "WITH_EXCEPT_START": "call", "CHECK_EG_MATCH": "unpack",
    "GET_AITER": "async iterator", "GET_ANEXT": "async next",
}
NAMED = {"name", "store", "delete", "attribute", "store attribute", "delete attribute", "import", "import from"}


class Facts:
    def __init__(self):
        self.header = self.names = self.variables = self.cells = self.free = None
        self.places = collections.Counter()


def theirs(code, found):
    facts = Facts()
    facts.header = (code.co_qualname, code.co_firstlineno, code.co_flags & FLAGS, code.co_argcount,
                    code.co_posonlyargcount, code.co_kwonlyargcount)
    facts.names = list(code.co_names)
    facts.variables = list(code.co_varnames)
    facts.cells = list(code.co_cellvars)
    facts.free = list(code.co_freevars)
    instructions = list(dis.get_instructions(code))
    for i, instruction in enumerate(instructions):
        # super() is part of the access to its attribute.
        if (instruction.opname == "PRECALL" and i and instructions[i - 1].argval == "super"
                and instructions[i + 2].opname in ("LOAD_METHOD", "LOAD_ATTR")):
            instructions[i + 1] = instruction
    for instruction in instructions:
        kind = THEIRS.get(instruction.opname)
        if kind is None:
            continue
        p = instruction.positions
        name = instruction.argval if kind in NAMED else ""
        facts.places[(kind, name, p.lineno, p.end_lineno, p.col_offset, p.end_col_offset)] += 1
    found.append(facts)
    for constant in code.co_consts:
        if hasattr(constant, "co_code"):
            theirs(constant, found)


def number(word):
    return None if word == "None" else int(word)


def ours(text):
    found = []
    for line in text.splitlines():
        word, _, rest = line.partition(" ")
        if word == "code":
            facts = Facts()
            match = re.match(r"(.*) (\d+) flags ([0-9a-f]+) args (\d+) (\d+) (\d+)$", rest)
            facts.header = (match[1], int(match[2]), int(match[3], 16) & FLAGS, int(match[4]), int(match[5]), int(match[6]))
            found.append(facts)
        elif word in ("names", "variables", "cells", "free"):
            setattr(found[-1], word, [name for name in rest.split(" ") if name] if word != "names" else rest.split(" ") if rest else [])
        else:
            line_number, end_line, column, end_column, op, *name = line.split()
            kind = OURS.get(op)
            if kind is not None:
                name = name[0] if name and kind in NAMED else ""
                place = (kind, name, number(line_number), number(end_line), number(column), number(end_column))
                found[-1].places[place] += 1
    return found


def compare(path, program):
    source = open(path, "rb").read()
    result = subprocess.run([program, "--facts", path], capture_output=True, timeout=60)
    try:
        code = compile(source, path, "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return 0
    if result.returncode != 0:
        print(f"{path}: {result.stdout.decode()[:300]}")
        return 1
    expected = []
    theirs(code, expected)
    actual = {}
    for facts in ours(result.stdout.decode("utf-8", "surrogatepass")):
        actual.setdefault(facts.header[:2], []).append(facts)
    differences = 0
    for facts in expected:
        candidates = actual.get(facts.header[:2])
        if not candidates:
            print(f"{path}: no code {facts.header[:2]}")
            differences += 1
            continue
        mine = candidates.pop(0) if len(candidates) > 1 else candidates[0]
        for field in ("header", "names", "variables", "cells", "free"):
            if getattr(mine, field) != getattr(facts, field):
                print(f"{path}: {facts.header[0]}: {field}: {getattr(mine, field)} instead of {getattr(facts, field)}")
                differences += 1
        missing = set(facts.places) - set(mine.places)
        extra = set(mine.places) - set(facts.places)
        for sign, places in (("-", missing), ("+", extra)):
            for place in sorted(places, key=repr):
                print(f"{path}: {facts.header[0]}: {sign} {place}")
                differences += 1
    return differences


def main():
    sys.setrecursionlimit(5000)
    total = sum(compare(path, sys.argv[1]) for path in sys.argv[2:])
    print(f"{total} differences")
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
