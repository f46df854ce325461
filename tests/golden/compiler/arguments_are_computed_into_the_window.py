# Arguments, also those that are calls, go to the window of the call.      run: bytecode
def f(a):
    return g(a, h(1, a.m(2), k=3), *a.rest)
--- expect
code <module>()  registers 1, flags
    0    0  Resume               0
    2    1  MakeFunction         t0, <code f>, -
         2  StoreName            t0, f
         3  LoadConst            t0, None
         4  Return               t0

code f(a)  registers 25, flags optimized newlocals simple
    2    0  Resume               0
    3    1  LoadGlobal           t5, g
         2  Move                 t8, a
         3  LoadGlobal           t14, h
         4  LoadInt              t15, 1
         5  LoadMethod           t21, a, m
         6  LoadInt              t23, 2
         7  CallMethod           t16, t21, 1
         8  LoadInt              t17, 3
         9  CallKeyword          t9, t14, 3
        10  Extra                ('k',)
        11  BuildList            t7, t8...t9, 2
        12  LoadAttribute        t8, a, rest
        13  ListExtend           t7, t8
        14  ListToTuple          t6, t7
        15  Clear                t7
        16  CallUnpack           t0, t5
        17  Return               t0
