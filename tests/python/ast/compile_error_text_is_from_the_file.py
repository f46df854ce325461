# Errors of the compiler show the line of the file of that name, not of the text that was compiled.
import os
import tempfile

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "f.py")
    with open(path, "w") as file:
        file.write("what the file says\n")
    for name in (path, "nowhere"):
        for source in ("return 1", "x = 'é'; break", "def f(a, a): pass", "1 +"):
            try:
                compile(source, name, "exec")
            except SyntaxError as error:
                print(error.msg, error.lineno, error.offset, repr(error.text), error.end_lineno, error.end_offset)
