# A comparison that only decides a jump makes no bool.      run: bytecode
def f(a, b):
    if a < b <= 10 and not a == 3:
        return a
--- expect
code <module>()  registers 1, flags
    0    0  Resume               0
    2    1  MakeFunction         t0, <code f>, -
         2  StoreName            t0, f
         3  LoadConst            t0, None
         4  Return               t0

code f(a, b)  registers 3, flags optimized newlocals simple
    2    0  Resume               0
    3    1  JumpUnlessLess       a, b, L1
         2  LoadInt              t0, 10
         3  JumpUnlessLessEqual  b, t0, L1
         4  LoadInt              t0, 3
         5  JumpIfEqual          a, t0, L1
    4    6  Return               a
     L1:
    3    7  LoadConst            t0, None
         8  Return               t0
