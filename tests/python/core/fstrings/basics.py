name, n, f = "World", 42, 3.14159
print(f"Hello {name}!", f"{n}", f"{n:5d}|{n:<5}|{n:^5}|{n:05}|{n:+}|{n:x}|{n:#b}", f"{f:.2f} {f:10.3f} {f:e}", f"{name!r} {name!s} {name!a} {'é'!a}", f"{name:>10} {name!r:^12}", f"{{}} {{{n}}} {{{{{n}}}}}")
print(f"{n + 1} {n if n else 0} {[x for x in range(3)]} {(lambda x: x * 2)(4)} {({'a': 1})['a']} {name.upper()} {name[0]} {name[1:3]} {len(name)}")
print(f"{n=} {n = } {n=:5d} {name=} {name=!s} {name=!r:>10} {n + 1 = } {f=:.1f} { n=} {len(name)=}")
width, precision = 10, 3
print(f"{f:{width}.{precision}f}|{name:{'*'}^{width}}|{n:{'0'}{width}}|{f:{width}}|{n:{'x' if n else 'd'}}")
print(f"" == "", f"{''}", f"a" "b" f"{n}" 'c', f'{n}' "{n}", F"{n}", rf"\n{n}\t", fr"{name}\d", f"""multi {n}
line {name
}""", f"{n!r:>{width}}", f"{'a' 'b'}", f'{"nested"}', f"{f'{n}'}")
print(f"{None} {True} {...} {[1, 'a']} {{'set': 1}}", f"{ {'dict': 1} }", f"{ {1, } }", f"{1,}", f"{1, 2}", f"{*[1, 2],}", f"{(yield_ := 5)}", f"{n!s:.1}", f"{3.0:g}", f"{1e10}", f"{10**20:,}")
