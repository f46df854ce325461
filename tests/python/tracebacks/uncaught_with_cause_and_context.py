# compare: stderr
def a():
    try:
        {}["missing"]
    except KeyError as e:
        raise ValueError("converted") from e

def b():
    try:
        a()
    except ValueError:
        return 1 / 0

b()
