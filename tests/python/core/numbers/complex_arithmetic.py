values = [0j, 1 + 0j, 1j, -1j, 1 + 2j, -3.5 + 0.5j, 2 - 3j]
for a in values:
    for b in values:
        row = [a + b, a - b, a * b, a == b]
        try:
            row.append(a / b)
        except ZeroDivisionError as e:
            row.append(str(e))
        print(a, b, row)
print(1 + 2j + 3, 2 * (1 + 2j), (1 + 2j) / 2, 3 - 1j, 1.5 + 2j, -(1 + 2j), +(1 + 2j))
print((1 + 2j) ** 2, (1 + 2j) ** 0, (1 + 2j) ** -1, 1j**2, (2 + 0j) ** 3)
print(abs(3 + 4j), (3 + 4j).conjugate(), (3 + 4j).real, (3 + 4j).imag, bool(0j), bool(1j))
