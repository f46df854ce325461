# Object and index of an augmented target are evaluated once.      run: bytecode
def f(a, b):
    a += 1
    a.x -= b
    a[b.i] *= 2
--- expect
code <module>()  registers 1, flags
    0    0  Resume               0
    2    1  MakeFunction         t0, <code f>, -
         2  StoreName            t0, f
         3  LoadConst            t0, None
         4  Return               t0

code f(a, b)  registers 4, flags optimized newlocals simple
    2    0  Resume               0
    3    1  InplaceAddInt        a, a, 1
    4    2  LoadAttribute        t0, a, x
         3  InplaceSubtract      t0, t0, b
         4  StoreAttribute       a, t0, x
    5    5  LoadAttribute        t0, b, i
         6  GetItem              t1, a, t0
         7  InplaceMultiplyInt   t1, t1, 2
         8  SetItem              a, t0, t1
         9  LoadConst            t0, None
        10  Return               t0
