# except* splits the exception for each clause and raises the rest.      run: bytecode
def f():
    try:
        g()
    except* A as e:
        h(e)
    except* B:
        pass
--- expect
code <module>()  registers 1, flags
    0    0  Resume               0
    2    1  MakeFunction         t0, <code f>, -
         2  StoreName            t0, f
         3  LoadConst            t0, None
         4  Return               t0

code f()  registers 15, flags optimized newlocals simple
    2    0  Resume               0
    3    1  Nop
    4    2  LoadGlobal           t5, g
         3  Call                 t0, t5, 0
         4  Jump                 L7
     L1:
         5  PushHandled          t1, t0
         6  Move                 t2, t0
         7  BuildList            t3, -, 0
    5    8  Move                 t4, t2
         9  LoadGlobal           t5, A
        10  Intrinsic            t4, t4...t5, MatchExceptionGroup
        11  UnpackSequence       t4...t5, t4, 2
        12  Move                 t2, t4
        13  JumpIfNone           t5, L3
        14  PushHandled          t6, t5
        15  Move                 e, t5
    6   16  LoadGlobal           t12, h
        17  Move                 t13, e
        18  Call                 t7, t12, 1
        19  Clear                e
        20  PopHandled           t6
        21  Jump                 L3
     L2:
        22  Clear                e
        23  PopHandled           t6
        24  ListAppend           t3, t7
     L3:
    7   25  Move                 t4, t2
        26  LoadGlobal           t5, B
        27  Intrinsic            t4, t4...t5, MatchExceptionGroup
        28  UnpackSequence       t4...t5, t4, 2
        29  Move                 t2, t4
        30  JumpIfNone           t5, L5
        31  PushHandled          t6, t5
    8   32  Nop
        33  PopHandled           t6
        34  Jump                 L5
     L4:
        35  PopHandled           t6
        36  ListAppend           t3, t7
     L5:
        37  ListAppend           t3, t2
        38  Move                 t4, t0
        39  Move                 t5, t3
        40  Intrinsic            t4, t4...t5, PrepareReraiseStar
        41  PopHandled           t1
        42  JumpIfNone           t4, L7
        43  Reraise              t4
     L6:
        44  PopHandled           t1
        45  Reraise              t2
     L7:
        46  LoadConst            t0, None
        47  Return               t0
   except 2 to 4 -> L1 with t0, depth 0
   except 6 to 41 -> L6 with t2, depth 0
   except 16 to 19 -> L2 with t7, depth 1
   except 32 to 33 -> L4 with t7, depth 1
