words = ["pear", "fig", "apple"]
words.sort(key=lambda w: len(w))
print(words)
print(sorted(words, reverse=True), max(words, key=len))
