for value in [0, 5, 15, 25, 35, -5, -15, -25, 149, 150, 151, 1234567, -1234567, 10**30 + 5 * 10**10]:
    print(value, [round(value, -digits) for digits in range(0, 5)], round(value), round(value, None), round(value, 3))
try:
    round(5, 1.0)
except TypeError as e:
    print(e)
try:
    round("5")
except TypeError as e:
    print(e)
