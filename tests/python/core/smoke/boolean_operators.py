print(True and False, True or False, not True)
print(1 and 2, 0 and 2, 1 or 2, 0 or 2)
print("" or "default", None or [] or "last")
x = 5
print("big" if x > 3 else "small")
