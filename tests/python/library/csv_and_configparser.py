import csv, io, configparser
print(list(csv.reader(io.StringIO('a,b,"c,d"\n1,"x ""y""",\n"multi\nline",2,3\n'))), list(csv.reader(["a;b", "'q;r';s"], delimiter=";", quotechar="'")), list(csv.DictReader(io.StringIO("h1,h2\n1,2\n3\n4,5,6\n"))), list(csv.reader(['1.5,"a"'], quoting=csv.QUOTE_NONNUMERIC)))
o = io.StringIO(); w = csv.writer(o); w.writerow(["a", 1, None, 2.5, "x,y", 'q"', "l\n"]); w.writerows([[1, 2], []]); print(repr(o.getvalue()))
o = io.StringIO(); d = csv.DictWriter(o, ["x", "y"], restval="-", extrasaction="ignore", lineterminator="\n"); d.writeheader(); d.writerow({"x": 1, "z": 2}); print(repr(o.getvalue()), csv.list_dialects(), csv.Sniffer().sniff("a;b\n1;2\n").delimiter)
def error(f):
    try: print(f())
    except Exception as e: print(type(e).__name__ + ":", e)
error(lambda: csv.writer(io.StringIO()).writerow(5)); error(lambda: list(csv.reader(['"a'], strict=True))); error(lambda: csv.reader([], delimiter="ab")); error(lambda: csv.DictWriter(io.StringIO(), ["x"]).writerow({"q": 1})); error(lambda: list(csv.reader([5]))); error(lambda: csv.writer(io.StringIO(), quoting=csv.QUOTE_NONE).writerow(["a,b"]))
c = configparser.ConfigParser(); c.read_string("[DEFAULT]\nbase = /x\n[a]\npath = %(base)s/y\nn = 5\nflag = yes\nmulti = 1\n  2\n; comment\n[b]\nk: v\n")
print(c.sections(), c["a"]["path"], c.getint("a", "n"), c["a"].getboolean("flag"), c["a"]["multi"], dict(c["b"]), c.has_option("b", "base"), c.get("b", "zz", fallback="f"), "b" in c)
o = io.StringIO(); c["new"] = {"q": "1"}; c.write(o); print(o.getvalue())
error(lambda: c["zz"]); error(lambda: c["a"]["zz"]); error(lambda: c.read_string("x = 1")); error(lambda: c.read_string("[a]\n[a]")); error(lambda: c.getint("a", "path"))
