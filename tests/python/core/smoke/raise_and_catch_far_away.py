def a():
    b()

def b():
    raise ValueError("from b")

try:
    a()
except ValueError as e:
    print(e)
class MyError(Exception):
    pass

try:
    raise MyError("mine")
except Exception as e:
    print(type(e).__name__, e)
