import pprint, difflib, calendar, reprlib, uuid, graphlib, shutil, tempfile, os, fnmatch, glob, tomllib, sched, colorsys
data = {"key": list(range(30)), "nested": {"a": ("x" * 30, "y" * 40), "b": {1, 2, 3}}, "s": "word " * 30}
pprint.pprint(data); pprint.pprint(data, width=40, depth=1); print(pprint.pformat([1, [2, [3]]], indent=4, width=5), pprint.isreadable(data), pprint.saferepr({2: 1, 1: 2}))
a, b = "one\ntwo\nthree\n".splitlines(True), "one\n2\nthree\nfour\n".splitlines(True)
print("".join(difflib.unified_diff(a, b, "x", "y")), "".join(difflib.ndiff(a, b)), difflib.get_close_matches("appel", ["ape", "apple", "peach"]), round(difflib.SequenceMatcher(None, "abcd", "bcde").ratio(), 3), difflib.SequenceMatcher(None, "qabxcd", "abycdf").get_opcodes(), "".join(difflib.context_diff(a, b)))
print(calendar.month(2024, 2), calendar.isleap(2024), calendar.monthrange(2023, 2), calendar.TextCalendar(6).formatmonth(2024, 1), list(calendar.day_abbr), calendar.timegm((1970, 1, 2, 0, 0, 0)))
print(reprlib.repr(list(range(100))), reprlib.repr("x" * 100), uuid.UUID(int=5), uuid.uuid5(uuid.NAMESPACE_DNS, "x"), uuid.UUID("12345678123456781234567812345678").hex, list(graphlib.TopologicalSorter({"d": {"b", "c"}, "b": {"a"}, "c": {"b"}}).static_order()), fnmatch.filter(["a.py", "b.txt"], "*.py"), fnmatch.translate("a?[b]*"), fnmatch.fnmatchcase("abc", "a[!x]c"))
try: list(graphlib.TopologicalSorter({"a": {"b"}, "b": {"a"}}).static_order())
except graphlib.CycleError as e: print(e.args[0])
with tempfile.TemporaryDirectory() as d:
    open(os.path.join(d, "a.txt"), "w").write("x"); shutil.copy(os.path.join(d, "a.txt"), os.path.join(d, "b.txt")); os.mkdir(os.path.join(d, "s")); shutil.move(os.path.join(d, "b.txt"), os.path.join(d, "s")); shutil.copytree(os.path.join(d, "s"), os.path.join(d, "t")); print(sorted(os.path.relpath(p, d) for p in glob.glob(d + "/**", recursive=True))); shutil.rmtree(os.path.join(d, "t")); print(sorted(os.listdir(d)), shutil.which("sh") is not None)
print(tomllib.loads('a = 1\n[t.u]\nb = [1.5, true, "s"]\nd = 2024-01-01\n[[x]]\ny = """m\nl"""\n'))
try: tomllib.loads("a = ")
except tomllib.TOMLDecodeError as e: print(e)
print([round(x, 4) for x in colorsys.rgb_to_hsv(0.2, 0.4, 0.6)])
