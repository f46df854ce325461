import json
for v in [None, True, 1, -1.5, 1e100, "a\"b\\c\n\té中😀\x00\x7f", [], {}, [1, [2, {"a": None}]], {"b": 1, "a": [True]}, {1: 2, None: 3, True: 4, 1.5: 5}, (1, 2), float("inf"), float("nan"), 10**30, ""]:
    s = json.dumps(v)
    print(s, json.loads(s) == v)
print(json.dumps({"b": [1, {"c": 2}], "a": {}}, indent=2, sort_keys=True), json.dumps([1, 2], separators=(",", ":")), json.dumps("é😀", ensure_ascii=False), json.dumps({"a": 1}, indent="\t"), json.dumps([[], {}], indent=1))
for t in ["[1, 2.5, -3e2, true, false, null]", '{"a": {"b": []}}', ' "\\u00e9\\ud83d\\ude00\\n\\/" ', "123", "-0", "1E5", "NaN", "[Infinity, -Infinity]", '{"a":1,"a":2}', "[]", "0.1"]:
    print(t, json.loads(t))
for t in ["", "[", "[1,]", "{", '{"a"}', '{"a":}', '{a: 1}', "{'a': 1}", '"abc', '"\\x"', '"\\u12"', "tru", "01", "1.", "[1 2]", "1 2", '"a\nb"', "nul", '{"a":1,}', "\ufeff1", "-", "[1}"]:
    try: print(json.loads(t))
    except json.JSONDecodeError as e: print(repr(t), e, e.pos, e.lineno, e.colno)
for v in [object, {(1,): 2}, {1, 2}, b"x", 1j]:
    try: print(json.dumps(v))
    except TypeError as e: print(e)
class E(json.JSONEncoder):
    def default(self, o): return sorted(o) if isinstance(o, set) else super().default(o)
print(json.dumps({"s": {3, 1}}, cls=E), json.dumps({1j: 1, "k": 2}, skipkeys=True), json.dumps({1, 2}, default=list), json.loads('{"a": [1.5, 2]}', parse_float=str, parse_int=lambda x: int(x) * 10, object_hook=lambda d: sorted(d)), json.loads("[1]", object_pairs_hook=dict), json.loads(b'{"a": "\xc3\xa9"}'))
l = []; l.append(l)
try: json.dumps(l)
except ValueError as e: print(e)
try: json.dumps(float("nan"), allow_nan=False)
except ValueError as e: print(e)
import io
f = io.StringIO(); json.dump({"k": [1]}, f); print(f.getvalue(), json.load(io.StringIO("[5]")))
