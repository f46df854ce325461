# Tests for None are one instruction.      run: bytecode
def f(a, b):
    while a is not None:
        if b is None or a.next is None:
            return b
        a = a.next
--- expect
code <module>()  registers 1, flags
    0    0  Resume               0
    2    1  MakeFunction         t0, <code f>, -
         2  StoreName            t0, f
         3  LoadConst            t0, None
         4  Return               t0

code f(a, b)  registers 3, flags optimized newlocals simple
    2    0  Resume               0
     L1:
    3    1  JumpIfNone           a, L4
    4    2  JumpIfNone           b, L2
         3  LoadAttribute        t0, a, next
         4  JumpIfNotNone        t0, L3
     L2:
    5    5  Return               b
     L3:
    6    6  LoadAttribute        a, a, next
         7  JumpBack             0, L1
     L4:
    3    8  LoadConst            t0, None
         9  Return               t0
