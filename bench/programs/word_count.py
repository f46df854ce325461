"""Counts words and letter pairs in a generated text: dicts keyed by strings, str methods, sorting."""

SIZES = {"small": 1500, "full": 90000}

SYLLABLES = ["ka", "lo", "mi", "ner", "to", "sa", "ru", "pel", "vi", "dun", "ga", "she", "or", "an", "tri", "ble"]


def make_text(lines):
    seed = 42
    out = []
    for _ in range(lines):
        words = []
        for _ in range(12):
            seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
            a, b, c = (seed >> 8) & 15, (seed >> 14) & 15, (seed >> 20) & 3
            word = SYLLABLES[a] + SYLLABLES[b % (a + 1)]
            if c == 0:
                word = word.capitalize()
            elif c == 1:
                word += ","
            words.append(word)
        out.append(" ".join(words) + ".")
    return "\n".join(out)


def main(lines):
    text = make_text(lines)
    counts = {}
    pairs = {}
    by_initial = {}
    for line in text.splitlines():
        previous = None
        for word in line.split():
            word = word.strip(".,").lower()
            counts[word] = counts.get(word, 0) + 1
            if previous is not None:
                key = (previous, word)
                pairs[key] = pairs.get(key, 0) + 1
            by_initial.setdefault(word[0], set()).add(word)
            previous = word
    letters = {}
    for word, n in counts.items():
        for letter in word:
            letters[letter] = letters.get(letter, 0) + n
    top = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:3]
    common = max(pairs.items(), key=lambda item: (item[1], item[0]))
    longest = max(by_initial.items(), key=lambda item: (len(item[1]), item[0]))
    most = max(letters, key=lambda letter: (letters[letter], letter))
    return f"{len(counts)} {top} {common} {longest[0]} {most} {sum(letters.values())}"


if __name__ == "__main__":
    import sys

    print("checksum", main(SIZES[sys.argv[1] if len(sys.argv) > 1 else "small"]))
