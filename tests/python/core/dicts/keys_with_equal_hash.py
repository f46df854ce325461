class Key:
    def __init__(self, name, h):
        self.name, self.h = name, h

    def __hash__(self):
        return self.h

    def __eq__(self, other):
        compared.append((self.name, other.name))
        return self.name == other.name

    def __repr__(self):
        return self.name

compared = []
keys = [Key(n, 1) for n in "abcde"]
d = {k: i for i, k in enumerate(keys)}
print(d, d[Key("c", 1)], Key("z", 1) in d, Key("a", 2) in d)
del compared[:]
print(d[keys[4]], len(compared) <= 5)
del d[keys[1]]
print(d, d[keys[4]], keys[1] in d)
d[keys[1]] = "back"
print(d, len(d))

class NoHash:
    def __eq__(self, other):
        return True

class BadHash:
    def __hash__(self):
        return "x"

class HugeHash:
    def __hash__(self):
        return 2**100

class RaisingEq:
    def __hash__(self):
        return 5

    def __eq__(self, other):
        raise ValueError("eq")

for function in [lambda: {NoHash(): 1}, lambda: {BadHash(): 1}, lambda: hash(HugeHash()) == hash(2**100), lambda: {RaisingEq(): 1, 5: 2}, lambda: {5: 1}[RaisingEq()], lambda: hash(NoHash())]:
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__ + ":", e)
