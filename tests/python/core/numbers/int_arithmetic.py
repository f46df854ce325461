# The operators of int on small and large values, with every combination of signs.
values = [0, 1, -1, 2, -2, 7, -7, 10**9, -(10**9), 2**31, -(2**31), 2**48 - 1, 2**48, -(2**48), -(2**48) - 1,
          2**62, 2**63 - 1, 2**63, -(2**63), 2**64, 3**50, -(3**50)]
for a in values:
    for b in values:
        print(a, b, a + b, a - b, a * b)
