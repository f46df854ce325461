for value in [0, 1, -1, 5, -5, 255, -256, 2**40, -(2**40) - 1, 2**70 + 3, -(2**70) - 3]:
    for count in [0, 1, 2, 7, 31, 32, 48, 63, 64, 65, 100]:
        print(value, count, value << count, value >> count)
for operation in [lambda: 1 << -1, lambda: 1 >> -1, lambda: 2**80 << -1, lambda: 2**80 >> -5, lambda: 1 << 1.0,
                  lambda: 1.0 >> 1, lambda: "a" << 1]:
    try:
        print(operation())
    except Exception as e:
        print(type(e).__name__ + ":", e)
print(0 << 100, 1 >> 10**30, -1 >> 10**30)
