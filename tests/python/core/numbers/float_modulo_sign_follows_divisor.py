for a in [5.5, -5.5, 0.0, -0.0, 7.0, -7.0, 1e-20]:
    for b in [2.0, -2.0, 0.3, -0.3, float("inf"), float("-inf")]:
        print(a, b, a % b, a // b, divmod(a, b))
print(5 % 2.5, 5.5 % 2, -5 % 2.5, divmod(5, -2.5), 2**70 % 3.0, True % 0.4)
