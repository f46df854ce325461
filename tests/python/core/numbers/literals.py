print(0, 00, 1_000_000, 0x_ff, 0b1010, 0o777, 0XFF, 0B11, 0O17)
print(1., .5, 1e5, 1E-5, 1_0.5_0, 1e1_0, 0.0, 0e0, 00.5, 09.5, 1j, 1.5J, 0_1j, 1e3j)
print(10**20, 0xffffffffffffffffffff, 0b1 + 0o1 + 0x1)
for text in ["01", "1__0", "1_", "0x", "0b2", "0o8", "1e", "0xg", "1_.5", "0b", "12abc", "1.5.5", "0_7", "00_0", "1if 1else 2"]:
    try:
        print(text, eval(text))
    except SyntaxError as e:
        print(text, "SyntaxError:", e.msg)
