# MakeFunction takes defaults, keyword defaults, annotations and closure.      run: bytecode
def f(a: int, b=1, *c, d=x, **e) -> str:
    pass
--- expect
code <module>()  registers 9, flags
    0    0  Resume               0
    2    1  LoadConst            t1, (1,)
         2  LoadConst            t5, 'd'
         3  LoadName             t6, x
         4  BuildMap             t2, t5...t6, 1
         5  LoadConst            t5, 'a'
         6  LoadName             t6, int
         7  LoadConst            t7, 'return'
         8  LoadName             t8, str
         9  BuildTuple           t3, t5...t8, 4
        10  Clear                t4
        11  MakeFunction         t0, <code f>, t1...t4
        12  StoreName            t0, f
        13  LoadConst            t0, None
        14  Return               t0

code f(a, b, d, c, e)  registers 6, flags optimized newlocals varargs varkeywords
    2    0  Resume               0
    3    1  Nop
         2  LoadConst            t0, None
         3  Return               t0
