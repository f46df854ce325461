# Every way out of an except clause restores what was handled before.      run: bytecode
def f(a):
    for b in a:
        try:
            g(b)
        except ValueError as e:
            if e.x:
                continue
            return e
        except TypeError:
            pass
--- expect
code <module>()  registers 1, flags
    0    0  Resume               0
    2    1  MakeFunction         t0, <code f>, -
         2  StoreName            t0, f
         3  LoadConst            t0, None
         4  Return               t0

code f(a)  registers 11, flags optimized newlocals simple
    2    0  Resume               0
    3    1  GetIterator          t0, a
     L1:
         2  ForIterator          b, t0, L8
    4    3  Nop
    5    4  LoadGlobal           t6, g
         5  Move                 t7, b
         6  Call                 t1, t6, 1
         7  JumpBack             0, L1
     L2:
         8  PushHandled          t2, t1
    6    9  LoadGlobal           t3, ValueError
        10  MatchException       t4, t1, t3
        11  JumpIfFalse          t4, L5
        12  Move                 e, t1
    7   13  LoadAttribute        t3, e, x
        14  JumpIfFalse          t3, L3
    8   15  Nop
        16  Clear                e
        17  PopHandled           t2
        18  JumpBack             0, L1
     L3:
    9   19  Move                 t3, e
        20  Clear                e
        21  PopHandled           t2
        22  Return               t3
     L4:
        23  Clear                e
        24  Reraise              t3
     L5:
   10   25  LoadGlobal           t3, TypeError
        26  MatchException       t4, t1, t3
        27  JumpIfFalse          t4, L6
   11   28  Nop
        29  PopHandled           t2
        30  JumpBack             0, L1
     L6:
        31  PopHandled           t2
   10   32  Reraise              t1
     L7:
        33  PopHandled           t2
        34  Reraise              t3
        35  JumpBack             0, L1
     L8:
    3   36  LoadConst            t0, None
        37  Return               t0
   except 4 to 7 -> L2 with t1, depth 0
   except 9 to 17 -> L7 with t3, depth 0
   except 13 to 16 -> L4 with t3, depth 1
   except 19 to 21 -> L7 with t3, depth 0
   except 19 to 20 -> L4 with t3, depth 1
   except 23 to 31 -> L7 with t3, depth 0
