# Standard streams that are closed, full, or folders.
import sys

sys.dont_write_bytecode = True
from support.runner import finish, shell, write

write("program.py", "print(1)\n")
for command in ("$PYTHON -c 'import sys; print(sys.stdin, sys.__stdin__)' <&-",
                "$PYTHON -c 'import sys; print(1); sys.stderr.write(str(sys.stdout))' >&-",
                "$PYTHON -c 'import sys; print(1); print(sys.stderr); 1/0' 2>&-",
                "$PYTHON program.py <&- >&- 2>&-; echo $?",
                "$PYTHON -c 'print(1)' > /dev/full; echo $?",
                "$PYTHON -u -c 'print(1)' > /dev/full; echo $?",
                "$PYTHON -c 'import sys; sys.stdout.write(\"x\" * 100000)' > /dev/full; echo $?",
                "$PYTHON -c 'import sys; sys.exit(3)' > /dev/full; echo $?",
                "$PYTHON -c 'import sys; print(1); sys.exit(3)' > /dev/full; echo $?",
                "$PYTHON -c 'import sys; sys.exit(\"text\")' 2> /dev/full; echo $?",
                "$PYTHON -c '1/0' 2> /dev/full; echo $?",
                "$PYTHON <&-; echo $?",
                "$PYTHON < /; echo $?",
                "$PYTHON -c 'input()' <&-; $PYTHON -c 'input()' < /dev/null; $PYTHON -c 'input(1)' >&- < /dev/null; $PYTHON -c 'print(input(2))' 2>&- <<< abc",
                "$PYTHON -i program.py < /dev/null; echo $?",
                "$PYTHON -c 'print(1)' | true; $PYTHON -c 'for i in range(100000): print(i)' | head -1; echo ${PIPESTATUS[@]}",
                "$PYTHON -c 'import os; os.close(1); print(1)'; echo $?",
                "$PYTHON -c 'import sys; sys.stdout.close()'; echo $?; $PYTHON -c 'import sys; sys.stdout = None; print(1)'; echo $?",
                "$PYTHON -c 'import sys; del sys.stdout; print(1)'; echo $?",
                "$PYTHON -c 'import sys; sys.stderr = None; 1/0'; echo $?"):
    shell(command)
finish()
