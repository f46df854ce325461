texts = ["a" * 3, "é" * 3, "中" * 3, "😀" * 3]
for a in texts:
    for b in texts:
        joined = a + b
        print(joined, len(joined), joined[2:4], joined.index(b[0]), joined.replace(a[0], "-"), joined.split(b[:2]), a < b, joined.rfind(a))
print(["中文".ljust(5, "é"), "é".center(4, "😀"), ("é" + "中")[0] == "é", ("中" + "a")[1:] == "a", "😀"[0:0] == ""])
