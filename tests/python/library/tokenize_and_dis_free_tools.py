import tokenize, io, keyword, symtable, token, linecache, codeop, code, timeit
src = "def f(a, *, b=1.5): # c\n    return f'{a}' + \"é\" if a >= b else [1, 0x1F]\n@x\nclass C: pass\n"
for t in tokenize.generate_tokens(io.StringIO(src).readline): print(tokenize.tok_name[t.type], repr(t.string), t.start, t.end)
print(tokenize.untokenize(tokenize.generate_tokens(io.StringIO(src).readline)) == src, keyword.iskeyword("def"), keyword.softkwlist, len(keyword.kwlist), token.tok_name[1], tokenize.detect_encoding(io.BytesIO(b"# coding: latin-1\n").readline))
t = symtable.symtable("g = 1\ndef f(a):\n b = a\n def h(): nonlocal b; return b + g\nclass K: z = 1", "f", "exec")
f = t.lookup("f").get_namespace(); print([s.get_name() for s in t.get_symbols()], f.get_parameters(), f.get_locals(), f.get_children()[0].get_frees(), f.lookup("b").is_local(), [c.get_type() for c in t.get_children()])
print(codeop.compile_command("if x:"), codeop.compile_command("x = 1") is not None)
try: codeop.compile_command("x = = 1")
except SyntaxError as e: print(e.msg)
i = code.InteractiveInterpreter({"a": 5}); i.runsource("print(a + 1)"); print(i.runsource("def f():"), timeit.timeit("1 + 1", number=10) >= 0)
for bad in ["'abc", "(1", "  x\n y"]:
    try: list(tokenize.generate_tokens(io.StringIO(bad).readline)); print("ok")
    except (tokenize.TokenError, SyntaxError) as e: print(type(e).__name__, e)
