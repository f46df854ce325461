# Return, break, exceptions and falling out each have their own copy of the finally body.      run: bytecode
def f(a):
    while a:
        try:
            if a.x:
                break
            return a.y
        finally:
            a = g(a)
--- expect
code <module>()  registers 1, flags
    0    0  Resume               0
    2    1  MakeFunction         t0, <code f>, -
         2  StoreName            t0, f
         3  LoadConst            t0, None
         4  Return               t0

code f(a)  registers 10, flags optimized newlocals simple
    2    0  Resume               0
    3    1  JumpIfFalse          a, L4
    4    2  Nop
    5    3  LoadAttribute        t0, a, x
         4  JumpIfFalse          t0, L1
    6    5  Nop
    9    6  LoadGlobal           t5, g
         7  Move                 t6, a
         8  Call                 a, t5, 1
         9  Jump                 L4
     L1:
    7   10  LoadAttribute        t0, a, y
    9   11  LoadGlobal           t6, g
        12  Move                 t7, a
        13  Call                 a, t6, 1
        14  Return               t0
     L2:
        15  PushHandled          t1, t0
        16  LoadGlobal           t7, g
        17  Move                 t8, a
        18  Call                 a, t7, 1
        19  PopHandled           t1
        20  Reraise              t0
     L3:
        21  PopHandled           t1
        22  Reraise              t2
     L4:
        23  LoadConst            t0, None
        24  Return               t0
   except 3 to 6 -> L2 with t0, depth 0
   except 10 to 11 -> L2 with t0, depth 0
   except 16 to 19 -> L3 with t2, depth 0
