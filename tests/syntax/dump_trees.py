"""For each path on the standard input: a line with what ast.parse() makes of the file, and whether its tree compiles.

Run by compare_tree_objects.py under both interpreters.
"""
import ast
import sys

try:
    import warnings
    warnings.simplefilter("ignore")
except ImportError:
    pass
sys.setrecursionlimit(20000)
compile_too = "--compile" in sys.argv[1:]
out = sys.stdout.buffer
for line in sys.stdin:
    path = line.rstrip("\n")
    with open(path, "rb") as file:
        source = file.read()
    try:
        tree = ast.parse(source, path)
        answer = ast.dump(tree, include_attributes=True)
    except Exception as error:
        answer = "%s %s" % (type(error).__name__, error.args)
    else:
        if compile_too:
            try:
                compile(source, path, "exec", dont_inherit=True)
                wanted = None
            except Exception as error:
                wanted = str(error)
            try:
                compile(tree, path, "exec", dont_inherit=True)
                actual = None
            except Exception as error:
                actual = str(error)
            answer += " %s" % ("compiles" if wanted == actual else actual)
    out.write(answer.replace("\n", "\\n").encode("utf-8", "surrogatepass") + b"\n")
    out.flush()
