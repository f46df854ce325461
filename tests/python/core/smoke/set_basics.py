s = {1, 2, 2}
s.add(3)
print(len(s), 1 in s, 9 in s)
print(sorted(s | {4}), sorted(s & {1, 3}), sorted(s - {1}))
