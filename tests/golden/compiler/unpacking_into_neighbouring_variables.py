# Targets in neighbouring registers are unpacked to without copies.      run: bytecode
def f(pairs):
    for key, value in pairs:
        print(key, value)
    a.x, b = pairs
--- expect
code <module>()  registers 1, flags
    0    0  Resume               0
    2    1  MakeFunction         t0, <code f>, -
         2  StoreName            t0, f
         3  LoadConst            t0, None
         4  Return               t0

code f(pairs)  registers 13, flags optimized newlocals simple
    2    0  Resume               0
    3    1  GetIterator          t0, pairs
     L1:
         2  ForIterator          t1, t0, L2
         3  UnpackSequence       key...value, t1, 2
    4    4  LoadGlobal           t6, print
         5  Move                 t7, key
         6  Move                 t8, value
         7  Call                 t1, t6, 2
         8  JumpBack             0, L1
     L2:
    5    9  UnpackSequence       t0...t1, pairs, 2
        10  LoadGlobal           t2, a
        11  StoreAttribute       t2, t0, x
        12  Move                 b, t1
        13  LoadConst            t0, None
        14  Return               t0
