# The C locale, UTF-8 mode, PYTHONIOENCODING; names that are not UTF-8.
# timeout: 120
import sys

sys.dont_write_bytecode = True
from support.runner import finish, python, shell, write

SHOW = ("import sys, locale, os; print(sys.stdout.encoding, sys.stdout.errors, sys.stdin.errors, sys.stderr.errors, sys.getfilesystemencoding(), "
        "locale.getpreferredencoding(), sys.flags.utf8_mode, locale.setlocale(locale.LC_CTYPE), open('/dev/null').encoding, os.environ.get('LC_CTYPE'))")
for name in ("C", "POSIX", "C.UTF-8", "xx_YY"):
    for mode in ("", "0", "1"):
        python("-c", SHOW, title=f"LC_ALL={name} {mode}", LC_ALL=name, PYTHONUTF8=mode)
        python("-c", SHOW, title=f"LANG={name} {mode}", LANG=name, LC_ALL=None, LC_CTYPE=None, PYTHONUTF8=mode)
python("-c", "print(1)", LC_ALL="C", PYTHONCOERCECLOCALE="warn")
python("-c", "print(1)", LANG="C", LC_ALL=None, LC_CTYPE=None, PYTHONCOERCECLOCALE="warn")
python("-c", SHOW, title="not coerced", LANG="C", LC_ALL=None, LC_CTYPE=None, PYTHONCOERCECLOCALE="0", PYTHONUTF8="0")
for coding in ("latin-1", ":replace", "ascii:xmlcharrefreplace", "bogus", "ascii:bogus", ":", "utf-8:", "UTF8:strict", "cp1252:ignore"):
    python("-c", "import sys; print(sys.stdout.encoding, sys.stdout.errors, sys.stdin.errors, sys.stderr.errors); print('\\xe9')",
           title=coding, PYTHONIOENCODING=coding)
write("show.py", "import sys; print(ascii(sys.argv), ascii(__file__), ascii(sys.path[0]))\n")
for setting in ("", "LC_ALL=C", "LC_ALL=C PYTHONUTF8=0", "LC_ALL=C.UTF-8"):
    shell(f"cp show.py $'show\\xff.py'; {setting} $PYTHON $'show\\xff.py' $'a\\xe9' $'\\xc3\\xa9'")
shell("mkdir $'d\\xff'; cp show.py $'d\\xff/__main__.py'; $PYTHON $'d\\xff'; cd $'d\\xff'; $PYTHON -c \"import os; print(ascii(os.getcwd()), ascii(os.listdir('.')))\"; $PYTHON -m __main__")
shell("$PYTHON -c $'print(ascii(\"\\xe9\"))'; $PYTHON -c $'print(ascii(\"\\xc3\\xa9\"))'; $PYTHON -m $'\\xff'; $PYTHON -W $'\\xff' -c 1; $PYTHON -X $'\\xff' -c 'import sys; print(sys._xoptions)'")
finish()
