values = [0, 1, -1, 2**48, -(2**48), 2**63, 2**64, -(2**64), 1.0, -1.0, 0.5, float(2**63), float("inf"), float("-inf"),
          float("nan"), True, False, 2**53 + 1, float(2**53)]
for a in values:
    print(a, [a < b for b in values], [a <= b for b in values])
    print(a, [a == b for b in values], [a != b for b in values])
    print(a, [a > b for b in values], [a >= b for b in values])
print(1 < 2 < 3, 1 < 3 < 2, 1 == 1.0 == True, 0 < 1 > -1)
print(10**400 > 1e308, -10**400 < float("-inf"), 10**400 < float("inf"))
