for value in [0, 1, -1, 2, 10**9, 2**31, 2**61 - 1, 2**61, 2**61 - 2, -(2**61 - 1), 2**64, 10**30, -10**30]:
    print(value, hash(value))
print(hash(1) == hash(1.0) == hash(True) == hash(1 + 0j))
print(hash(2**70) == hash(float(2**70)), hash(0.5), hash(-0.0), hash(1e300), hash(-2.5))
print(hash(float("inf")), hash(float("-inf")), hash(1.5 + 2j), hash(1j))
d = {1: "int", 1.0: "float", True: "bool"}
print(d)
