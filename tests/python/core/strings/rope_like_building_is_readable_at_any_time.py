s = ""
for i in range(300):
    s += "ab"
    if i % 50 == 0:
        print(len(s), s[-1], hash(s) == hash("ab" * (i + 1)), s == "ab" * (i + 1))
left = ""
for i in range(100):
    left = str(i) + left
print(left[:20], len(left))
both = "m"
for i in range(10):
    both = both + both
print(len(both), both.count("m"), both.upper()[:3])
d = {}
key = "k"
for i in range(5):
    key = key + str(i)
    d[key] = i
print(d, "k01" in d, d["k" + "0" + "1"])
u = "é"
for part in ["a" * 50, "中" * 50, "b" * 50]:
    u = u + part
print(len(u), u[0], u[50], u[100], u[150], u.find("中"), u.encode()[:5])
