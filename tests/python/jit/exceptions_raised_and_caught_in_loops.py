# Exceptions that come up inside compiled loops: caught in the frame, in a caller, re-raised, with finally and else.
import sys


def parse(texts):
    good = bad = 0
    for text in texts:
        try:
            good += int(text)
        except ValueError:
            bad += 1
    return good, bad


print(parse(["1", "x", "22", "", "7"] * 600))


class Odd(Exception):
    def __init__(self, n):
        super().__init__(n)
        self.n = n


def check(n):
    if n % 3 == 1:
        raise Odd(n)
    return n


def run(count):
    total = caught = finals = fine = 0
    for i in range(count):
        try:
            total += check(i)
        except Odd as error:
            caught += error.n
        else:
            fine += 1
        finally:
            finals += 1
    return total, caught, finals, fine


print(run(3000))


def deep(n):
    if n == 0:
        return {}["missing"]
    return deep(n - 1)


def lines(count):
    seen = set()
    for i in range(count):
        try:
            deep(i % 4)
        except KeyError:
            depth = 0
            traceback = sys.exc_info()[2]
            while traceback:
                depth += 1
                seen.add((traceback.tb_frame.f_code.co_name, traceback.tb_lineno))
                traceback = traceback.tb_next
            assert depth == i % 4 + 2, depth
    return sorted(seen)


print(lines(3000))


def reraise(count):
    messages = {}
    for i in range(count):
        try:
            try:
                [][i]
            except IndexError as error:
                raise RuntimeError(i % 2) from error
        except RuntimeError as error:
            key = (str(error), type(error.__cause__).__name__, type(error.__context__).__name__)
            messages[key] = messages.get(key, 0) + 1
    return sorted(messages.items())


print(reraise(2500))


def until_it_fails(values):
    n = 0
    while True:
        n += values[n]


try:
    until_it_fails([1] * 2000)
except IndexError as error:
    print(error, error.__traceback__.tb_next.tb_lineno, error.__traceback__.tb_next.tb_frame.f_locals["n"])
