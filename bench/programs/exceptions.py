"""Raising and catching near and far, with finally, chaining, custom classes and context managers."""

SIZES = {"small": 3000, "full": 400000}


class ParseError(Exception):
    def __init__(self, message, position):
        super().__init__(message)
        self.position = position


class Rejected(ParseError):
    pass


class Transaction:
    def __init__(self, log):
        self.log = log

    def __enter__(self):
        self.log["begun"] += 1
        return self

    def __exit__(self, kind, value, traceback):
        self.log["rolled back" if kind else "committed"] += 1
        return kind is not None and issubclass(kind, ParseError)


def to_number(text):
    try:
        return int(text)
    except ValueError:
        try:
            return float(text)
        except ValueError as error:
            raise ParseError(f"bad number {text}", len(text)) from error


def check(value, depth):
    if depth:
        return check(value, depth - 1)
    if value % 5 == 0:
        raise Rejected("multiple of five", value)
    if value % 7 == 0:
        raise ZeroDivisionError
    return value


def main(n):
    texts = ["12", "3.5", "x9", "77", "", "1e3", "zz"]
    log = {"begun": 0, "rolled back": 0, "committed": 0}
    total = bad = divided = finished = 0
    for i in range(n):
        try:
            total += to_number(texts[i % 7])
        except ParseError as error:
            bad += error.position + (error.__cause__ is not None)
        finally:
            finished += 1
        try:
            total += check(i, i % 4)
        except Rejected as error:
            total -= error.position
        except ArithmeticError:
            divided += 1
        else:
            finished += 1
        with Transaction(log):
            if i % 3 == 0:
                raise ParseError("in transaction", i)
            total += 1
    empty = {}
    misses = 0
    for i in range(n):
        try:
            misses += empty[i % 3]
        except KeyError as error:
            misses += error.args[0]
            if i % 100 == 0:
                empty[i % 3 + 10] = 1
    return f"{total} {bad} {divided} {finished} {sorted(log.items())} {misses}"


if __name__ == "__main__":
    import sys

    print("checksum", main(SIZES[sys.argv[1] if len(sys.argv) > 1 else "small"]))
