log = []
class E:
    def __init__(self, name, result):
        self.name, self.result = name, result

    def __eq__(self, other):
        log.append((self.name, other))
        return self.result

yes, no = E("yes", True), E("no", False)
print(yes in [1], no in [1], [yes] == [5], [no] == [5], [1, yes].index(7), [no, yes, yes].count(3), log)
del log[:]
print(no in [no], [no] == [no], [no].count(no), log)
a = [no, yes, 1]
a.remove(4)
print(len(a), log)

class Mutator:
    def __eq__(self, other):
        target.clear()
        return False

target = [Mutator(), Mutator(), 3]
print(target == [1, 2, 3], target)
target = [Mutator(), 2]
try:
    print(target.index(9))
except ValueError as e:
    print(e)
