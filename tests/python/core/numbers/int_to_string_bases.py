for value in [0, 1, -1, 9, 10, -10, 255, -255, 2**31, 2**64, -(2**64), 10**40]:
    print(str(value), repr(value), hex(value), oct(value), bin(value))
for function in [hex, oct, bin]:
    for bad in [1.5, "1", None]:
        try:
            print(function(bad))
        except TypeError as e:
            print(function.__name__, e)

class Index:
    def __index__(self):
        return 10

print(hex(Index()), oct(Index()), bin(Index()), hex(True))
