total = 0
for i in range(10):
    total += i * i
print(total)
for i in range(2, 11, 3):
    print(i)
for i in range(3, 0, -1):
    print(i)
else:
    print("end")
