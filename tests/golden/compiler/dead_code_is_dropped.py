# What cannot be reached is left out; the names in it still count.      run: bytecode
def f(a):
    if a:
        return 1
    else:
        raise a
    b = print(a)
    return b
--- expect
code <module>()  registers 1, flags
    0    0  Resume               0
    2    1  MakeFunction         t0, <code f>, -
         2  StoreName            t0, f
         3  LoadConst            t0, None
         4  Return               t0

code f(a)  registers 9, flags optimized newlocals simple
    2    0  Resume               0
    3    1  JumpIfFalse          a, L1
    4    2  LoadInt              t0, 1
         3  Return               t0
     L1:
    6    4  Raise                a, a, 1
