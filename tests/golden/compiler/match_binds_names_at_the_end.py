# Captures are bound when the whole pattern has matched.      run: bytecode
def f(a):
    match a:
        case [1, x, *rest]:
            return x
        case {"k": v, **rest}:
            return rest
        case P(x, y=0) | Q(x):
            return x
        case None:
            return 1
        case y if y.ok:
            return y
--- expect
code <module>()  registers 1, flags
    0    0  Resume               0
    2    1  MakeFunction         t0, <code f>, -
         2  StoreName            t0, f
         3  LoadConst            t0, None
         4  Return               t0

code f(a)  registers 14, flags optimized newlocals simple
    2    0  Resume               0
    3    1  Move                 t0, a
    4    2  Intrinsic            t1, t0, MatchSequence
         3  JumpIfFalse          t1, L1
         4  Intrinsic            t1, t0, Length
         5  LoadInt              t2, 2
         6  JumpUnlessGreaterEqual t1, t2, L1
         7  UnpackStar           t1...t3, t0, 2
         8  LoadInt              t4, 1
         9  JumpUnlessEqual      t1, t4, L1
        10  Move                 x, t2
        11  Move                 rest, t3
    5   12  Return               x
     L1:
    6   13  Intrinsic            t1, t0, MatchMapping
        14  JumpIfFalse          t1, L2
        15  Intrinsic            t1, t0, Length
        16  LoadInt              t2, 1
        17  JumpUnlessGreaterEqual t1, t2, L2
        18  Move                 t1, t0
        19  LoadConst            t3, 'k'
        20  BuildTuple           t2, t3, 1
        21  Intrinsic            t3, t1...t2, MatchKeys
        22  JumpIfNone           t3, L2
        23  UnpackSequence       t3, t3, 1
        24  Intrinsic            t4, t1...t2, MappingRest
        25  Move                 v, t3
        26  Move                 rest, t4
    7   27  Return               rest
     L2:
    8   28  Move                 t3, t0
        29  LoadGlobal           t4, P
        30  LoadInt              t5, 1
        31  LoadConst            t6, ('y',)
        32  Intrinsic            t1, t3...t6, MatchClass
        33  JumpIfNone           t1, L3
        34  UnpackSequence       t1...t2, t1, 2
        35  LoadInt              t3, 0
        36  JumpUnlessEqual      t2, t3, L3
        37  Move                 t3, t1
        38  Jump                 L4
     L3:
        39  Move                 t5, t0
        40  LoadGlobal           t6, Q
        41  LoadInt              t7, 1
        42  LoadConst            t8, ()
        43  Intrinsic            t4, t5...t8, MatchClass
        44  JumpIfNone           t4, L5
        45  UnpackSequence       t4, t4, 1
        46  Move                 t3, t4
        47  Jump                 L4
        48  Jump                 L5
     L4:
        49  Move                 x, t3
    9   50  Return               x
     L5:
   10   51  JumpIfNotNone        t0, L6
   11   52  LoadInt              t1, 1
        53  Return               t1
     L6:
   12   54  Move                 y, t0
        55  LoadAttribute        t1, y, ok
        56  JumpIfFalse          t1, L7
   13   57  Return               y
     L7:
   12   58  LoadConst            t0, None
        59  Return               t0
