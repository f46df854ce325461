#!/usr/bin/python3.11
"""Checks the architecture of src/: no lower layer includes a higher one, no C++ exceptions, no cycles of folders.

usage: check_layers.py [--cycles] [ROOT]

Violations of the order and uses of exceptions, RTTI or iostreams are errors (exit status 1). Cycles between folders of
one layer are listed as remarks; with --cycles they are errors too.
"""

import argparse
import pathlib
import re
import sys

LAYERS = ["base", "gc", "vm", "jit", "python", "cli"]

# Inside a layer: the rank of its folders. Folders of equal rank must not include each other; folders not named here,
# and files directly in the layer's folder, are free.
RANKS = {"jit": {"ir": 0, "passes": 1, "backend": 1, "exits": 2, "record": 3}, "python": {"syntax": 0, "compiler": 1}}

INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)

FORBIDDEN = [
    (re.compile(r"\b(?:throw|try|catch)\b\s*[({;\w]"), "C++ exceptions are not used"),
    (re.compile(r"\bdynamic_cast\s*<|\btypeid\s*\("), "RTTI is not used"),
    (
        re.compile(r"^\s*#\s*include\s*<(?:iostream|regex|locale|sstream|fstream|stdexcept|exception|typeinfo)>", re.M),
        "header that is not used here",
    ),
]
FORBIDDEN_IN_HEADERS = [(re.compile(r"^\s*#\s*include\s*<(?:functional|format)>", re.M), "too heavy for a header")]

COMMENT_OR_LITERAL = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"([^()\s\\]{0,16})\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', re.DOTALL
)


def without_comments(text):
    """The text with comments and literals blanked, line structure kept. Digit separators are no character literals."""

    def blank(match):
        start = match.start()
        if match[0].startswith("'") and start and text[start - 1].isalnum():
            return match[0]
        return re.sub(r"[^\n]", " ", match[0])

    return COMMENT_OR_LITERAL.sub(blank, text)


def folder_of(path):
    """`jit/ir` of `jit/ir/x/y.h`; `jit` of `jit/y.h`: the two levels that the rules speak of."""
    parts = path.split("/")[:-1]
    return "/".join(parts[:2])


def check_file(root, file, errors, edges):
    relative = file.relative_to(root).as_posix()
    layer = relative.split("/")[0]
    text = file.read_text(encoding="utf-8")

    for match in INCLUDE.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        target = match[1]
        target_layer = target.split("/")[0]
        if target_layer not in LAYERS:
            if (file.parent / target).exists() and (root / target) != (file.parent / target):
                errors.append(f'{relative}:{line}: include paths are relative to src/: "{target}"')
            continue
        if LAYERS.index(target_layer) > LAYERS.index(layer):
            errors.append(f'{relative}:{line}: `{layer}` is below `{target_layer}` and must not include "{target}"')
            continue
        source_folder, target_folder = folder_of(relative), folder_of(target)
        if source_folder == target_folder or layer != target_layer:
            continue
        edges.setdefault(source_folder, {}).setdefault(target_folder, f"{relative}:{line}")
        ranks = RANKS.get(layer, {})
        source_rank = ranks.get(source_folder.partition("/")[2])
        target_rank = ranks.get(target_folder.partition("/")[2])
        if source_rank is not None and target_rank is not None and target_rank >= source_rank:
            errors.append(f'{relative}:{line}: `{source_folder}` must not include "{target}"')

    code = without_comments(text)
    rules = FORBIDDEN + (FORBIDDEN_IN_HEADERS if file.suffix == ".h" else [])
    for pattern, reason in rules:
        for match in pattern.finditer(code):
            line = code.count("\n", 0, match.start() + len(match[0]) - len(match[0].lstrip())) + 1
            errors.append(f"{relative}:{line}: {reason}: {match[0].strip()}")


def find_cycles(edges):
    """Strongly connected folders, by Tarjan's algorithm."""
    index, low, stack, on_stack, cycles = {}, {}, [], set(), []

    def visit(node):
        index[node] = low[node] = len(index)
        stack.append(node)
        on_stack.add(node)
        for successor in sorted(edges.get(node, ())):
            if successor not in index:
                visit(successor)
                low[node] = min(low[node], low[successor])
            elif successor in on_stack:
                low[node] = min(low[node], index[successor])
        if low[node] == index[node]:
            component = []
            while True:
                member = stack.pop()
                on_stack.discard(member)
                component.append(member)
                if member == node:
                    break
            if len(component) > 1:
                cycles.append(sorted(component))

    for node in sorted(edges):
        if node not in index:
            visit(node)
    return cycles


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cycles", action="store_true", help="a cycle between folders is an error")
    parser.add_argument(
        "root", nargs="?", default=pathlib.Path(__file__).resolve().parent.parent / "src", type=pathlib.Path
    )
    options = parser.parse_args()

    errors, edges, count = [], {}, 0
    for layer in LAYERS:
        for file in sorted((options.root / layer).rglob("*")):
            if file.suffix in (".h", ".cpp", ".def", ".inc"):
                check_file(options.root, file, errors, edges)
                count += 1

    cycles = []
    for component in find_cycles(edges):
        uses = [f"    {edges[a][b]}: {a} -> {b}" for a in component for b in component if b in edges.get(a, {})]
        cycles.append("cycle between " + ", ".join(component) + "\n" + "\n".join(uses))

    for message in errors:
        print("error:", message)
    for message in cycles:
        print("error:" if options.cycles else "remark:", message)
    failed = len(errors) + (len(cycles) if options.cycles else 0)
    print(f"check_layers: {count} files, {len(errors)} errors, {len(cycles)} cycles")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
