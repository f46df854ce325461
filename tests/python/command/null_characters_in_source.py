# In a file a null character takes the rest of its line away; a text that is compiled must not have one.
import sys

sys.dont_write_bytecode = True
from support.runner import finish, python, write

write("program.py", b"print(1);\0 junk\nprint(2)\n\0print(3)\n")
python("program.py")
python("-m", "program")
python("-c", "import program")
with open(write("again.py", b"print('stdin')\0\n"), "rb") as file:
    python(input=file.read(), title="stdin")
write("archive.zip", b"PK\3\4\x14\0\0\0")
python("archive.zip")
python("-c", "compile('1\\0', 'name', 'exec')")
finish()
