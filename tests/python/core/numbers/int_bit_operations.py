values = [0, 1, -1, 6, -6, 255, -256, 2**31, -(2**31), 2**48, -(2**48), 2**64 - 1, -(2**64), 2**100 + 12345]
for a in values:
    for b in values:
        print(a, b, a & b, a | b, a ^ b)
for a in values:
    print(a, ~a, +a, -a, abs(a))
