# cProfile and profile as programs: counts of calls, callers and callees.
import sys

sys.dont_write_bytecode = True
from support.runner import finish, python, write

write("program.py", """
def inner(n):
    return len("x" * n) if n < 2 else inner(n - 1)
def outer():
    for i in range(3):
        inner(i + 1)
    return sorted([3, 1, 2], key=abs)
class C:
    def method(self):
        return [].append(1)
outer()
C().method()
""")
SHOW = """
import io, re, sys, {module}, pstats
profiler = {module}.Profile()
code = compile(open("program.py").read(), "program.py", "exec")
profiler.{run}(code, {{"__name__": "__main__"}}, {{}}) if "{run}" == "runctx" else None
profiler.create_stats()
rows = []
for (file, line, name), (calls, all_calls, _, _, callers) in profiler.stats.items():
    if file == "program.py" or name in ("<built-in method builtins.len>", "<method 'append' of 'list' objects>", "len", "append"):
        if name != "<module>":
            rows.append((file[-10:], line, name, calls, all_calls, sorted(c[2] for c in callers if c[0] == "program.py")))
print(sorted(rows))
"""
write("inner.py", "")
for module in ("cProfile", "profile"):
    text = SHOW.format(module=module, run="runctx").replace("{'__name__'", "{'__name__'")
    text = text.replace("compile(open", "compile('global inner, outer, C\\n' + open")
    python("-c", text, title=module)
for module in ("cProfile", "profile"):
    python("-c", f"import subprocess, sys; r = subprocess.run([sys.executable, '-m', '{module}', '-s', 'calls', 'program.py'], capture_output=True, text=True); "
                 "print(r.returncode, sorted({line.split()[-1] for line in r.stdout.splitlines() if 'program.py' in line}), r.stderr)", title="-m " + module)
python("-m", "cProfile", "-o", "out.prof", "program.py")
python("-c", "import pstats; s = pstats.Stats('out.prof'); print(sorted(k[2] for k in s.stats if k[0].endswith('program.py')))")
finish()
