rows = []
for i in range(200):
    rows.append(f"{i:03d}|{i * i:>6}|{i / 7:8.3f}|{i:#x}|{'even' if i % 2 == 0 else 'odd':^6}|{str(i)[::-1]!r:<6}|{i:,}|{-i:+}")
print(rows[0], rows[7], rows[123], len("".join(rows)), sum(map(len, rows)))
total = 0
for i in range(1000):
    s = f"{i}-{i + 1}"
    total += len(s) + (s == str(i) + "-" + str(i + 1))
print(total)
text = ""
for i in range(50):
    text = f"{text}{i % 10}"
print(text)
print("".join(f"{c}{i}" for i, c in enumerate("abc")), [f"{k}={v!r}" for k, v in {"a": 1, "b": "x"}.items()], f"{', '.join(f'{x:>2}' for x in range(3))}")
