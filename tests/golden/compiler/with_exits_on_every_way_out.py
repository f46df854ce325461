# The exit method is called with None on normal ways out and with the exception otherwise.      run: bytecode
def f(a):
    with a as b:
        return b.x
--- expect
code <module>()  registers 1, flags
    0    0  Resume               0
    2    1  MakeFunction         t0, <code f>, -
         2  StoreName            t0, f
         3  LoadConst            t0, None
         4  Return               t0

code f(a)  registers 16, flags optimized newlocals simple
    2    0  Resume               0
    3    1  LoadSpecialMethod    t8, a, 0
         2  LoadSpecialMethod    t0, a, 1
         3  CallMethod           b, t8, 0
    4    4  LoadAttribute        t3, b, x
    3    5  Move                 t9, t0
         6  Move                 t10, t1
         7  LoadConst            t11, None
         8  LoadConst            t12, None
         9  LoadConst            t13, None
        10  CallMethod           t9, t9, 3
        11  Return               t3
     L1:
        12  PushHandled          t3, t2
        13  Move                 t9, t0
        14  Move                 t10, t1
        15  Intrinsic            t11, t2, ExceptionType
        16  Move                 t12, t2
        17  Intrinsic            t13, t2, ExceptionTraceback
        18  CallMethod           t9, t9, 3
        19  JumpIfTrue           t9, L3
        20  PopHandled           t3
        21  Reraise              t2
     L2:
        22  PopHandled           t3
        23  Reraise              t4
     L3:
        24  PopHandled           t3
        25  LoadConst            t0, None
        26  Return               t0
   except 4 to 5 -> L1 with t2, depth 0
   except 13 to 20 -> L2 with t4, depth 0
