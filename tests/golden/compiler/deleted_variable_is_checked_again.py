# del and except ... as unbind; loops and handlers know it.      run: bytecode
def f(a):
    b = 1
    while a:
        print(b)
        del b
    try:
        c = 1
        g(c)
    except E as c:
        pass
    return c
--- expect
code <module>()  registers 1, flags
    0    0  Resume               0
    2    1  MakeFunction         t0, <code f>, -
         2  StoreName            t0, f
         3  LoadConst            t0, None
         4  Return               t0

code f(a)  registers 10, flags optimized newlocals simple
    2    0  Resume               0
    3    1  LoadInt              b, 1
     L1:
    4    2  JumpIfFalse          a, L2
    5    3  LoadGlobal           t5, print
         4  CheckLocal           b, b
         5  Move                 t6, b
         6  Call                 t0, t5, 1
    6    7  DeleteLocal          b, b
         8  JumpBack             0, L1
     L2:
    7    9  Nop
    8   10  LoadInt              c, 1
    9   11  LoadGlobal           t5, g
        12  Move                 t6, c
        13  Call                 t0, t5, 1
        14  Jump                 L7
     L3:
        15  PushHandled          t1, t0
   10   16  LoadGlobal           t2, E
        17  MatchException       t3, t0, t2
        18  JumpIfFalse          t3, L5
        19  Move                 c, t0
   11   20  Nop
        21  Clear                c
        22  PopHandled           t1
        23  Jump                 L7
     L4:
        24  Clear                c
        25  Reraise              t2
     L5:
        26  PopHandled           t1
   10   27  Reraise              t0
     L6:
        28  PopHandled           t1
        29  Reraise              t2
     L7:
   12   30  CheckLocal           c, c
        31  Return               c
   except 10 to 14 -> L3 with t0, depth 0
   except 16 to 26 -> L6 with t2, depth 0
   except 20 to 21 -> L4 with t2, depth 1
