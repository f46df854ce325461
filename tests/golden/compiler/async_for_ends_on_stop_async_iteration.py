# Asynchronous loops, context managers and yields.      run: bytecode
async def f(a):
    async for x in a:
        yield x
    async with a as b:
        await b
--- expect
code <module>()  registers 1, flags
    0    0  Resume               0
    2    1  MakeFunction         t0, <code f>, -
         2  StoreName            t0, f
         3  LoadConst            t0, None
         4  Return               t0

code f(a)  registers 17, flags optimized newlocals async_generator simple
    2    0  MakeGenerator
         1  Resume               0
    3    2  GetAsyncIterator     t0, a
     L1:
         3  GetAsyncNext         t2, t0
         4  LoadConst            t1, None
     L2:
         5  Send                 t1, t2, L3
         6  Yield                t1, t1
         7  Resume               3
         8  Jump                 L2
     L3:
         9  Move                 x, t1
    4   10  AsyncYieldWrap       t2, x
        11  Yield                t1, t2
        12  Resume               1
        13  JumpBack             0, L1
     L4:
    3   14  Intrinsic            t1, t1, CheckStopAsync
    5   15  LoadSpecialMethod    t8, a, 2
        16  LoadSpecialMethod    t0, a, 3
        17  CallMethod           t2, t8, 0
        18  GetAwaitable         t3, t2, 1
        19  LoadConst            t2, None
     L5:
        20  Send                 t2, t3, L6
        21  Yield                t2, t2
        22  Resume               3
        23  Jump                 L5
     L6:
        24  Move                 b, t2
    6   25  Move                 t3, b
        26  GetAwaitable         t4, t3, 0
        27  LoadConst            t3, None
     L7:
        28  Send                 t3, t4, L8
        29  Yield                t3, t3
        30  Resume               3
        31  Jump                 L7
     L8:
    5   32  Move                 t8, t0
        33  Move                 t9, t1
        34  LoadConst            t10, None
        35  LoadConst            t11, None
        36  LoadConst            t12, None
        37  CallMethod           t8, t8, 3
        38  GetAwaitable         t9, t8, 2
        39  LoadConst            t8, None
     L9:
        40  Send                 t8, t9, L10
        41  Yield                t8, t8
        42  Resume               3
        43  Jump                 L9
     L10:
        44  Jump                 L16
     L11:
        45  PushHandled          t3, t2
        46  Move                 t9, t0
        47  Move                 t10, t1
        48  Intrinsic            t11, t2, ExceptionType
        49  Move                 t12, t2
        50  Intrinsic            t13, t2, ExceptionTraceback
        51  CallMethod           t9, t9, 3
        52  GetAwaitable         t10, t9, 2
        53  LoadConst            t9, None
     L12:
        54  Send                 t9, t10, L13
        55  Yield                t9, t9
        56  Resume               3
        57  Jump                 L12
     L13:
        58  JumpIfTrue           t9, L15
        59  PopHandled           t3
        60  Reraise              t2
     L14:
        61  PopHandled           t3
        62  Reraise              t4
     L15:
        63  PopHandled           t3
     L16:
        64  LoadConst            t0, None
        65  Return               t0
     L17:
        66  Intrinsic            t0, t0, StopIterationToRuntimeError
        67  Reraise              t0
   except 2 to 66 -> L17 with t0, depth 0
   except 3 to 9 -> L4 with t1, depth 1
   except 24 to 32 -> L11 with t2, depth 1
   except 46 to 59 -> L14 with t4, depth 1
