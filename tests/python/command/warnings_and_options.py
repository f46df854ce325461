# -W, PYTHONWARNINGS, -b and -X dev: what is shown, where, and what becomes an error.
# timeout: 120
import sys

sys.dont_write_bytecode = True
from support.runner import finish, python, write

write("warns.py", r'''import warnings
warnings.warn("a")
warnings.warn("b", DeprecationWarning)
warnings.warn("c", ResourceWarning)
def f(): warnings.warn("d")
f()
f()
warnings.warn("e", stacklevel=2)
warnings.warn("f", stacklevel=20)
0 is 0
"\d"
assert (1, 2)
''')
for option in ("-Wd", "-Wa", "-Wi", "-We", "-Wm", "-Wo", "-Wdefault::DeprecationWarning", "-Wignore:a", "-Werror::UserWarning:__main__",
               "-Wignore::UserWarning:__main__:2", "-Wi::SyntaxWarning", "-Xdev"):
    python(option, "warns.py")
python("warns.py")
python("-Wd", "warns.py", PYTHONWARNINGS="ignore,error::DeprecationWarning")
python("-m", "warns", PYTHONWARNINGS="error")
for option in ("X", "a:b:c:d:e:f", "always::X.Y", "always::0", "ignore:::-1", "ignore:::x", "ignore::warnings.WarningMessage", "", ":", "a", "error::::",
               "error: spaces : UserWarning", "once::Warning"):
    python("-W", option, "-c", "import sys, warnings; print(sys.warnoptions, warnings.filters[0][:3])")
python("-b", "-c", "str(b''); b'' == ''; bytearray() == ''; {b'a': 1, 'a': 2}; print(b'x')")
for text in ("b'' == ''", "str(b'')", "str(bytearray())", "b'a' == 97; '%s' % b''", "b'' in {'': 1}"):
    python("-bb", "-c", text)
python("-X", "dev", "-c", "open('/dev/null'); import gc; gc.collect()")
python("-X", "warn_default_encoding", "-c", "open('/dev/null').read()")
python("-c", "breakpoint()", PYTHONBREAKPOINT="nothing.there")
python("-c", "breakpoint(1, sep='-')", PYTHONBREAKPOINT="builtins.print")
python("-c", "breakpoint()", PYTHONBREAKPOINT="0")
finish()
