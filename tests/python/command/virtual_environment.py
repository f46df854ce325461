# -m venv without pip: where its interpreter looks, and what it sees of the system.
# timeout: 120
import sys

sys.dont_write_bytecode = True
from support.runner import finish, shell

shell("$PYTHON -m venv --without-pip v && ls v; cut -d= -f1 v/pyvenv.cfg | head -3; test -x v/bin/python && test -x v/bin/python3 && echo found")
for command in ("-c 'import sys; print(sys.prefix, sys.base_prefix, sys.prefix != sys.base_prefix, sys.path[-1], sys.executable)'", "-m site | tail -4",
                "-c 'import site; print(site.ENABLE_USER_SITE)'", "-c 'import sysconfig; print(sysconfig.get_path(\"purelib\"))'",
                "-c 'import json, os; print(os.path.dirname(json.__file__))'", "-S -c 'import sys; print(sys.prefix)'"):
    shell("v/bin/python " + command)
shell("echo 'x = 5' > v/lib/python3.11/site-packages/extra.py; v/bin/python3 -c 'import extra; print(extra.x)'; v/bin/python -I -c 'import extra'; $PYTHON -c 'import extra'")
shell("ln -s v/bin/python linked; ./linked -c 'import sys; print(sys.prefix)'")
shell("$PYTHON -m venv --without-pip --system-site-packages w; w/bin/python -c 'import sys; print(len(sys.path))'")
shell(". v/bin/activate; which python; python -c 'import sys; print(sys.prefix, sys.executable)'; deactivate; echo $VIRTUAL_ENV")
shell("cd v/bin; ./python -c 'import sys; print(sys.executable, sys.prefix)'; mkdir x; cd x; ../python -c 'import sys; print(sys.prefix)'")
finish()
