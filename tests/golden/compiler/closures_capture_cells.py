# Captured variables live in cells, also parameters.      run: bytecode
def f(a, b):
    def g():
        nonlocal b
        b += a
        return h
    h = 1
    return g
--- expect
code <module>()  registers 1, flags
    0    0  Resume               0
    2    1  MakeFunction         t0, <code f>, -
         2  StoreName            t0, f
         3  LoadConst            t0, None
         4  Return               t0

code f(a, b)  registers 11, flags optimized newlocals simple
    2    0  Resume               0
         1  MakeCell             a
         2  MakeCell             b
         3  MakeCell             h
    3    4  Clear                t0
         5  Clear                t1
         6  Clear                t2
         7  Move                 t4, a
         8  Move                 t5, b
         9  Move                 t6, h
        10  BuildTuple           t3, t4...t6, 3
        11  MakeFunction         g, <code f.<locals>.g>, t0...t3
    7   12  LoadInt              t0, 1
        13  StoreCell            h, t0
    8   14  Return               g

code f.<locals>.g()  registers 5, flags optimized newlocals nested simple
    3    0  Resume               0
         1  CopyFree             a...h, 3
    5    2  LoadCell             t0, b, b
         3  LoadCell             t1, a, a
         4  InplaceAdd           t0, t0, t1
         5  StoreCell            b, t0
    6    6  LoadCell             t0, h, h
         7  Return               t0
