import io
s = io.StringIO("line1\nline2\r\nline3")
print(repr(s.readline()), s.tell(), repr(s.read(3)), s.readlines(), s.read(), s.seek(0), list(s), s.getvalue(), s.closed)
w = io.StringIO(); print(w.write("abc"), w.writelines(["d", "e"]), w.getvalue(), w.seek(1), w.write("X"), w.getvalue(), w.truncate(3), w.getvalue(), w.seekable(), w.readable())
print(repr(io.StringIO("a\r\nb\rc", newline=None).read()), repr(io.StringIO("a\r\nb", newline="").read()), io.StringIO(initial_value="x").read())
b = io.BytesIO(b"hello world")
print(b.read(5), b.tell(), b.seek(-5, 2), b.read(), b.seek(0), b.read1(3), b.peek(1) if hasattr(b, "peek") else "", b.getbuffer()[:2].tobytes(), b.readinto(bytearray(2)), b.getvalue(), b.readline(), list(io.BytesIO(b"a\nb\n")))
x = io.BytesIO(); t = io.TextIOWrapper(x, encoding="utf-8", newline="\r\n", write_through=True); t.write("é\n"); t.flush(); print(x.getvalue(), t.encoding, t.buffer is x); t.detach()
r = io.TextIOWrapper(io.BytesIO("a\u00e9\n\u4e2d\r\nz".encode()), encoding="utf-8"); print(r.readline(), r.read(1), r.tell() > 0, r.readlines())
br = io.BufferedReader(io.BytesIO(b"0123456789"), 4); print(br.read(2), br.peek()[:2], br.read1(10), br.readline(), br.seek(1), br.read(3))
bw = io.BufferedWriter(io.BytesIO()); bw.write(b"abc"); print(bw.raw.getvalue(), bw.flush(), bw.raw.getvalue())
def error(f):
    try: print(f())
    except Exception as e: print(type(e).__name__ + ":", e)
closed = io.StringIO(); closed.close()
for f in [lambda: closed.read(), lambda: io.StringIO().write(b"a"), lambda: io.BytesIO().write("a"), lambda: io.StringIO("abc").seek(-1), lambda: io.StringIO("abc").seek(1, 1), lambda: io.BytesIO(b"a").seek(-5, 1), lambda: io.StringIO(5), lambda: io.BytesIO("a"), lambda: io.TextIOWrapper(io.BytesIO(b"\xff"), encoding="utf-8").read(), lambda: io.TextIOWrapper(io.BytesIO(), encoding="no-such"), lambda: io.StringIO().fileno(), lambda: io.StringIO("a", newline="x"), lambda: io.BytesIO().truncate(-1), lambda: next(io.StringIO())]:
    error(f)
