words = "the quick brown fox jumps over the lazy dog and the cat".split()
print(sorted(words), sorted(words, key=len), sorted(words, key=len, reverse=True), sorted(words, reverse=True))
pairs = [(i % 5, i) for i in range(40)]
pairs.sort(key=lambda p: p[0])
print(pairs)
pairs.sort(key=lambda p: p[0], reverse=True)
print(pairs)
pairs.sort(key=lambda p: (-p[1] % 3, p[0]))
print(pairs)
numbers = [(i * 7919) % 1009 for i in range(300)]
assert sorted(numbers) == sorted(numbers[::-1]) == sorted(sorted(numbers)) and sorted(numbers)[::-1] == sorted(numbers, reverse=True)
print(sorted(numbers)[:10], sorted(numbers, key=lambda x: x % 10)[:10], sorted([3, 1.5, True, -2, 2**70, 0.0]))
