# Floor division and modulo round towards minus infinity; divmod agrees with both.
values = [1, -1, 2, -2, 3, -3, 7, -7, 10, -10, 2**31 - 1, -(2**31), 2**48, -(2**48), 2**64 + 1, -(2**64) - 1, 10**30]
for a in values + [0]:
    for b in values:
        q, r = divmod(a, b)
        assert q * b + r == a, (a, b)
        print(a, b, a // b, a % b, (q, r))
