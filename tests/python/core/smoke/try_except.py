try:
    1 / 0
except ZeroDivisionError as e:
    print("caught", e)
try:
    [][5]
except (KeyError, IndexError):
    print("index")
finally:
    print("finally")
try:
    print("fine")
except ValueError:
    print("no")
else:
    print("else")
