# A variable is checked where it may be unbound, and once.      run: bytecode
def f(a):
    if a:
        b = 1
    print(b)
    print(b)
    for c in a:
        d = c
    return d
--- expect
code <module>()  registers 1, flags
    0    0  Resume               0
    2    1  MakeFunction         t0, <code f>, -
         2  StoreName            t0, f
         3  LoadConst            t0, None
         4  Return               t0

code f(a)  registers 11, flags optimized newlocals simple
    2    0  Resume               0
    3    1  JumpIfFalse          a, L1
    4    2  LoadInt              b, 1
     L1:
    5    3  LoadGlobal           t5, print
         4  CheckLocal           b, b
         5  Move                 t6, b
         6  Call                 t0, t5, 1
    6    7  LoadGlobal           t5, print
         8  Move                 t6, b
         9  Call                 t0, t5, 1
    7   10  GetIterator          t0, a
     L2:
        11  ForIterator          c, t0, L3
    8   12  Move                 d, c
        13  JumpBack             0, L2
     L3:
    9   14  CheckLocal           d, d
        15  Return               d
