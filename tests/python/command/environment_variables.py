# Each PYTHON* variable, and values that are refused.
# timeout: 120
import sys

sys.dont_write_bytecode = True
from support.runner import finish, python

SHOW = ("import sys; f = sys.flags; print([getattr(f, n) for n in sorted(dir(f)) if n[0] != '_' and n not in ('count', 'index')], "
        "sys.warnoptions, sys._xoptions, sys.dont_write_bytecode, sys.pycache_prefix, sys.platlibdir, sys.get_int_max_str_digits(), "
        "sys.executable, [p for p in sys.path if 'some' in p])")
VARIABLES = """DEBUG=1 DEBUG=x DEBUG=3 OPTIMIZE=1 OPTIMIZE=2 OPTIMIZE=abc OPTIMIZE=-1 OPTIMIZE=0 DONTWRITEBYTECODE=1 DONTWRITEBYTECODE=
NOUSERSITE=1 SAFEPATH=1 SAFEPATH=0 UNBUFFERED=1 UTF8=1 UTF8=0 UTF8=2 UTF8= DEVMODE=1 DEVMODE=0 WARNINGS=error,ignore WARNINGS=bad
WARNINGS=error::bad WARNINGS=,, PYCACHEPREFIX=/some NODEBUGRANGES=1 HASHSEED=0 HASHSEED=12 HASHSEED=random HASHSEED=x HASHSEED=-1
HASHSEED=4294967296 HASHSEED= INTMAXSTRDIGITS=640 INTMAXSTRDIGITS=7 INTMAXSTRDIGITS=x INTMAXSTRDIGITS=0 FAULTHANDLER=1 TRACEMALLOC=0
TRACEMALLOC=x TRACEMALLOC=99999 ASYNCIODEBUG=1 MALLOC=debug MALLOC=malloc MALLOC=bogus MALLOC=pymalloc_debug COERCECLOCALE=0
COERCECLOCALE=warn WARNDEFAULTENCODING=1 BREAKPOINT=0 EXECUTABLE=/some/python HOME=/usr IOENCODING=latin1 CASEOK=1 VERBOSE=0
PATH=/some/folder:/some PATH="""
for pair in VARIABLES.split():
    name, value = pair.split("=", 1)
    python("-c", SHOW, title=pair, **{"PYTHON" + name: value})
    if name in ("OPTIMIZE", "HASHSEED", "PATH", "MALLOC", "UTF8"):
        python("-E", "-c", SHOW, title="-E " + pair, **{"PYTHON" + name: value})
finish()
