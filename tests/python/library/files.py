import os, tempfile
with tempfile.TemporaryDirectory() as d:
    p = os.path.join(d, "f.txt")
    with open(p, "w", encoding="utf-8") as f:
        print(f.write("one\ntwo\nthré\n"), f.mode, f.encoding, f.closed, f.writable(), f.readable(), f.isatty(), f.line_buffering)
    print(f.closed)
    with open(p, encoding="utf-8") as f: print([line for line in f], f.tell(), f.seek(4), f.readline(), f.read())
    with open(p, "rb") as f: print(f.read(5), f.seek(-3, 2), f.read(), f.seek(0), f.readlines(), type(f).__name__)
    with open(p, "a") as f: f.write("more")
    with open(p, "r+") as f: f.write("ONE"); f.seek(0); print(f.readline())
    with open(p, "x" if not os.path.exists(p) else "r") as f: print(len(f.read()))
    with open(p, "wb", buffering=0) as f: print(f.write(b"raw"), type(f).__name__)
    with open(p, "w", newline="\r\n") as f: f.write("a\nb\n")
    print(open(p, "rb").read(), repr(open(p).read()), repr(open(p, newline="").read()), os.path.getsize(p), os.stat(p).st_size)
    with open(p, "w+") as f: f.write("abcdef"); f.seek(2); f.truncate(); f.seek(0); print(f.read())
    def error(fn):
        try: print(fn())
        except Exception as e: print(type(e).__name__ + ":", str(e).replace(d, "DIR"))
    for fn in [lambda: open(os.path.join(d, "none")), lambda: open(p, "x"), lambda: open(d), lambda: open(p, "z"), lambda: open(p, "rw"), lambda: open(p, "rb", encoding="utf-8"), lambda: open(p, "b"), lambda: open(5.5), lambda: open(p).write("a"), lambda: open(p, "w").read(), lambda: open(p, buffering=0), lambda: f.read(), lambda: open(""), lambda: open("a\0b"), lambda: open(999), lambda: open(p, errors="nope").read() and 1, lambda: open(p, newline="q")]:
        error(fn)
    os.mkdir(os.path.join(d, "sub")); os.rename(p, os.path.join(d, "sub", "g")); print(sorted(os.listdir(d)), os.listdir(os.path.join(d, "sub")), [(os.path.relpath(r, d), sorted(ds), sorted(fs)) for r, ds, fs in os.walk(d)])
    error(lambda: os.remove(os.path.join(d, "none"))); error(lambda: os.rmdir(os.path.join(d, "sub"))); error(lambda: os.mkdir(os.path.join(d, "sub"))); error(lambda: os.listdir(os.path.join(d, "none")))
    with os.scandir(d) as it: print([(e.name, e.is_dir(), e.is_file()) for e in it])
