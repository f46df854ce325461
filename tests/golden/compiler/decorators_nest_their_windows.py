# Decorators are evaluated first and called from the inside out.      run: bytecode
@a
@b(1)
def f():
    pass
--- expect
code <module>()  registers 18, flags
    0    0  Resume               0
    2    1  LoadName             t5, a
    3    2  LoadName             t16, b
         3  LoadInt              t17, 1
         4  Call                 t11, t16, 1
    4    5  MakeFunction         t12, <code f>, -
    3    6  Call                 t6, t11, 1
    2    7  Call                 t0, t5, 1
    4    8  StoreName            t0, f
         9  LoadConst            t0, None
        10  Return               t0

code f()  registers 1, flags optimized newlocals simple
    2    0  Resume               0
    5    1  Nop
         2  LoadConst            t0, None
         3  Return               t0
