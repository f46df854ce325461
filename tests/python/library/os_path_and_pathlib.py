import os.path as p, pathlib
P = pathlib.PurePosixPath
for x in ["", "/", "a", "/a/b.txt", "a/b/", "a//b/../c", "./x", "~/q", ".hidden", "a.tar.gz", "//net", "/a/./b"]:
    print(repr(x), p.split(x), p.basename(x), p.dirname(x), p.splitext(x), p.normpath(x), p.isabs(x), p.join(x, "y"), repr(P(x)), P(x).parts, P(x).name, P(x).suffix, P(x).stem, P(x).suffixes, P(x).parent)
print(p.join("a", "/b", "c"), p.commonpath(["/a/b", "/a/c"]), p.commonprefix(["abc", "abd"]), p.relpath("/a/b/c", "/a/d"), P("a") / "b" / P("c"), "x" / P("y"), P("/a/b").relative_to("/a"), P("a/b").with_name("c"), P("a/b.x").with_suffix(".y"), P("a/b").with_stem("q"), P("a/b.py").match("*.py"), P("A") == P("a"), P("a") < P("b"), P("/a").is_absolute(), list(P("a/b/c").parents), P("/x y").as_uri(), hash(P("a")) == hash(P("a/")), P("a").joinpath("b", "c"), P("a/b").is_relative_to("a"), str(P("a", "b", "/c", "d")), pathlib.PureWindowsPath("c:\\a\\b").parts)
for f in [lambda: P("a").relative_to("b"), lambda: P("").with_name("x"), lambda: P("a").with_suffix("x"), lambda: P(5), lambda: p.join("a", 5), lambda: p.join("a", b"b"), lambda: p.commonpath([]), lambda: P("a") / 5, lambda: P("a").as_uri()]:
    try: print(f())
    except Exception as e: print(type(e).__name__ + ":", e)
import tempfile
with tempfile.TemporaryDirectory() as d:
    q = pathlib.Path(d)
    (q / "s").mkdir(); (q / "s" / "f.txt").write_text("text"); (q / "g.py").write_bytes(b"py")
    print(sorted(x.name for x in q.iterdir()), sorted(x.relative_to(q).as_posix() for x in q.rglob("*")), sorted(x.name for x in q.glob("*.py")), (q / "g.py").read_text(), (q / "s").is_dir(), (q / "no").exists(), (q / "g.py").stat().st_size, (q / "g.py").rename(q / "h.py").name, (q / "h.py").unlink(), (q / "no").unlink(missing_ok=True))
    try: (q / "no").read_text()
    except FileNotFoundError as e: print(e.errno, e.strerror)
