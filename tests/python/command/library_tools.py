# Modules of the library that are programs: python -m ...
# timeout: 180
import sys

sys.dont_write_bytecode = True
from support.runner import finish, shell, write

write("m.py", '"""A module.\n\n>>> f(2)\n4\n"""\nx = 1\ndef f(a):\n    "Doubles."\n    return a * 2\n')
write("tabs.py", "if 1:\n\tx\n        y\n")
write("tests/test_x.py", "import unittest\nclass T(unittest.TestCase):\n  def test_a(s): pass\n  def test_b(s): s.assertEqual(1, 2)\n"
                         "  @unittest.skip('why')\n  def test_c(s): pass\n  def test_d(s):\n    with s.subTest(i=1): s.fail()\n")
for command in ("json.tool <<< '{\"a\": [1, 2]}'", "json.tool <<< '{bad'", "timeit -n 1 -r 1 pass | sed 's/[0-9.]* [a-z]*sec/X/g'", "tokenize m.py", "ast m.py",
                "tabnanny tabs.py", "compileall m.py", "compileall -q nothing.py; echo $?", "py_compile m.py tabs.py", "zipfile -c z.zip m.py tabs.py",
                "zipfile -t z.zip", "zipfile -l z.zip | wc -l", "tarfile -c t.tar m.py", "tarfile -l t.tar", "base64 -e m.py", "calendar 2024 1", "calendar 2024 | md5sum",
                "trace --count -C . m.py; cat m.cover", "trace --listfuncs m.py | grep m.py", "pydoc m", "pydoc nothing_there", "doctest m.py", "doctest -v m.py | tail -3",
                "this | tail -1", "quopri < m.py", "inspect m:f", "pickle nope", "symtable m.py > /dev/null; echo $?", "fileinput m.py", "mimetypes a.html",
                "modulefinder m.py | tail -1 | wc -l", "pyclbr m.py", "code < /dev/null 2>&1 | tail -1", "pdb m.py < /dev/null", "pdb -c 'b f' -c c m.py < /dev/null",
                "site --user-site", "site --nothing | tail -3", "sysconfig 2> /dev/null | grep -c Platform", "platform > /dev/null; echo $?", "filecmp 2>&1 | tail -1",
                "gzip -h | head -3", "http.server -h | head -2", "venv -h | head -1", "ensurepip --version", "webbrowser 2>&1 | wc -l", "encodings.rot_13 <<< abc",
                "textwrap", "uuid | wc -c", "runpy 2>&1", "zipapp -h | head -1", "lib2to3 -h | head -1", "difflib 2>&1 | tail -1", "dis m.py > /dev/null; echo $?",
                "unittest discover -s tests 2>&1 | sed 's/in [0-9.]*s/in X/'", "unittest discover -v -s tests 2>&1 | sed 's/in [0-9.]*s/in X/'",
                "unittest nothing_there 2>&1 | tail -5 | sed 's/in [0-9.]*s/in X/'", "unittest discover -s tests -f -b -k a 2>&1 | tail -3 | sed 's/in [0-9.]*s/in X/'"):
    shell("$PYTHON -m " + command)
finish()
