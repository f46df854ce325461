# What each option does to sys.flags and its neighbours, and the options that are refused.
# timeout: 120
import sys

sys.dont_write_bytecode = True
from support.runner import finish, python

SHOW = ("import sys; f = sys.flags; print([getattr(f, n) for n in sorted(dir(f)) if n[0] != '_' and n not in ('count', 'index')], "
        "sys.warnoptions, sys._xoptions, sys.dont_write_bytecode, sys.pycache_prefix)")
OPTIONS = """-B -b -bb -d -E -I -i -O -OO -P -q -s -S -u -x -Wd -Werror -Wfoo -Wd::: -Werror::Nope -Wignore:msg -Wignore::DeprecationWarning:mod:x
-Xdev -Xutf8 -Xutf8=0 -Xutf8=2 -Xutf8= -Xfaulthandler -Xshowrefcount -Xtracemalloc=0 -Xtracemalloc=x -Xtracemalloc=-1 -Xtracemalloc=70000
-Xno_debug_ranges -Xpycache_prefix -Xpycache_prefix=/some -Xint_max_str_digits=640 -Xint_max_str_digits=1 -Xint_max_str_digits
-Xint_max_str_digits=0 -Xwarn_default_encoding -Xbogus -Xa=b=c -R -t -J -Z -bBdEIsSuO -bc -- --check-hash-based-pycs
--check-hash-based-pycs=always -3 -l -n -y -U -\u00c9 --foo --help-foo""".split()
for option in OPTIONS:
    python(option, "-c", SHOW)
for option in ("-V", "--version"):
    python(option)
python("-V", "-Z")
python("-c")
python("-W")
python("-X")
python("-m")
python("--check-hash-based-pycs", "bad", "-c", "1")
python("name with 'quote.py")
python("name with both \"'.py")
finish()
