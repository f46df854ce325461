x = 2
if x == 1:
    print("one")
elif x == 2:
    print("two")
else:
    print("many")
if not x:
    print("zero")
if x: print("true")
