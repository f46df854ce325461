n = 0
while n < 5:
    n += 1
    if n == 2:
        continue
    if n == 4:
        break
    print(n, end=" ")
else:
    print("not reached")
while n > 0:
    n -= 1
else:
    print("else after", n)
while False:
    pass
else:
    print("else at once")
while True:
    while True:
        break
    else:
        print("no")
    break
for i in range(3):
    for j in range(3):
        if j == 1:
            break
    else:
        print("no")
        continue
    print(i, j, end=" ")
else:
    print("outer else")
def find(items, target):
    for index, item in enumerate(items):
        if item == target:
            return index
    else:
        return None
print(find("abc", "b"), find("abc", "z"))
i = 10
while i:
    try:
        i -= 3
        if i == 4:
            continue
        if i < 0:
            break
    finally:
        print("finally", i, end=" ")
print()
