import subprocess as s, os, sys
print(s.run(["echo", "hi"], capture_output=True, text=True).stdout, s.check_output("echo $X; exit 0", shell=True, env={"X": "env"}), s.run(["cat"], input=b"in", stdout=s.PIPE).stdout, s.call(["false"]), s.getoutput("echo out"), s.getstatusoutput("exit 3"))
p = s.Popen(["sh", "-c", "read x; echo got $x; echo err >&2; exit 4"], stdin=s.PIPE, stdout=s.PIPE, stderr=s.PIPE, text=True); print(p.communicate("line\n"), p.returncode, p.poll())
for f in [lambda: s.run(["no-such-program-zz"]), lambda: s.run(["false"], check=True), lambda: s.check_output("echo a >&2; exit 2", shell=True, stderr=s.STDOUT), lambda: s.run([]), lambda: s.Popen("echo", stdin="bad")]:
    try: print(f())
    except Exception as e: print(type(e).__name__ + ":", e)
os.environ["NEW_VAR"] = "v"; print(s.check_output("echo $NEW_VAR", shell=True, text=True), os.environ.get("NEW_VAR"), os.getenv("NOPE", "d"), "NEW_VAR" in os.environ); del os.environ["NEW_VAR"]
r, w = os.pipe(); pid = os.fork()
if pid == 0: os.write(w, b"child"); os._exit(5)
print(os.read(r, 10), os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])); os.close(r); os.close(w)
print(os.name, os.sep, os.linesep, os.getcwd() == os.path.abspath("."), os.cpu_count() > 0, os.getpid() > 1, os.fspath("a"), os.strerror(2), len(os.urandom(5)), os.path.exists("/"), os.access("/", os.R_OK), os.uname().sysname, os.get_terminal_size.__name__, os.fsencode("é"), os.devnull, os.popen("echo popen").read(), os.system("exit 3") >> 8)
for f in [lambda: os.environ["NOPE_ZZ"], lambda: os.chdir("/no/such"), lambda: os.kill(0 - 99999999, 0), lambda: os.close(999), lambda: os.fspath(5), lambda: os.environ.__setitem__("a", 5), lambda: os.read(999, 1), lambda: os.stat("/no/such"), lambda: os.getenv(5)]:
    try: print(f())
    except Exception as e: print(type(e).__name__ + ":", e)
