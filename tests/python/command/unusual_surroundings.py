# Few resources, folders and files that cannot be read or written, no environment, caches that cannot be written.
# timeout: 120
import sys

sys.dont_write_bytecode = True
from support.runner import finish, shell, write

write("module.py", "value = 1\n")
for command in ("(ulimit -n 10; $PYTHON -c 'x = [open(\"/dev/null\") for i in range(20)]'); echo $?",
                "(ulimit -v 600000; $PYTHON -c 'x = [0] * 10**9'); echo $?",
                "(ulimit -v 600000; $PYTHON -c 'x = bytearray(10**10)'); echo $?",
                "(ulimit -v 600000; $PYTHON -c \"x = 'a' * 10**10\"); echo $?",
                "(ulimit -s 512; $PYTHON -c 'def f(): f()\ntry: f()\nexcept RecursionError as e: print(e)'); echo $?",
                "(ulimit -s 1000000; $PYTHON -c 'import sys; sys.setrecursionlimit(20000)\ndef f(n): return n and f(n - 1)\nprint(f(15000))'); echo $?",
                "(ulimit -f 1; $PYTHON -c 'open(\"big\", \"w\").write(\"x\" * 10000)'); echo $?",
                "env -i $PYTHON -c 'import sys, os; print(sys.stdout.encoding, sorted(os.environ))'",
                "(unset HOME; $PYTHON -c 'import site; print(site.getuserbase() != \"\")')",
                "HOME= $PYTHON -c 'print(1)'; HOME=/nonexistent $PYTHON -c 'import site; print(site.getuserbase())'",
                "(trap '' INT; $PYTHON -c 'import signal; print(signal.getsignal(signal.SIGINT))')",
                "$PYTHON -c 'import sys; print(len(sys.argv))' $(seq 1 20000)",
                "A=$(head -c 130000 /dev/zero | tr '\\0' x); $PYTHON -c 'import sys; print(len(sys.argv[1]))' $A; $PYTHON $A > /dev/null 2>&1; echo $?",
                "mkdir ro; cp module.py ro/other.py; chmod 555 ro; cd ro; $PYTHON -c 'import other; print(other.value)'",
                "mkdir np; cp module.py np/other.py; echo > np/__pycache__; cd np; $PYTHON -c 'import other; print(other.value)'; ls",
                "ln -s loop loop; $PYTHON loop; $PYTHON -c 'import sys; sys.path.insert(0, \"loop\"); import nothing'",
                "mkdir ns; $PYTHON -c 'import ns; print(ns.__path__)'; PYTHONPATH=module.py $PYTHON -c 'print(1)'",
                "$PYTHON -c 'import sys; sys.modules.clear(); import os; print(os.sep)'",
                "$PYTHON -c 'import sys; sys.path = None; import nothing' 2>&1 | tail -1; $PYTHON -c 'import sys; sys.meta_path = []; import nothing'",
                "$PYTHON -c 'import builtins; builtins.__import__ = None; import os'; $PYTHON -c 'import sys; sys.modules[\"os\"] = None; import os'"):
    shell(command)
write("main.py", """
import multiprocessing as mp, os, subprocess, sys, threading

def main():
    for i in range(20):
        child = os.fork()
        if child == 0:
            os._exit(i % 3)
        os.waitpid(child, 0)
    threads = [threading.Thread(target=lambda: subprocess.run([sys.executable, "-S", "-c", "pass"])) for i in range(4)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    print("started", flush=True)
    child = os.fork()
    if child == 0:
        t = threading.Thread(target=print, args=("child",))
        t.start()
        t.join()
        sys.exit(7)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
    for method in ("fork", "spawn"):
        with mp.get_context(method).Pool(2) as pool:
            print(method, pool.map(abs, [-1, -2, 3]), flush=True)

if __name__ == "__main__":
    main()
""")
shell("$PYTHON main.py")
finish()
