values = [0.0, -0.0, 1.0, -1.0, 0.5, 1.5, -2.5, 1e300, -1e300, 1e-300, 5e-324, float("inf"), float("-inf"), float("nan")]
for a in values:
    for b in values:
        row = [a + b, a - b, a * b]
        try:
            row += [a / b, a // b, a % b]
        except ZeroDivisionError as e:
            row.append(str(e))
        print(a, b, row)
