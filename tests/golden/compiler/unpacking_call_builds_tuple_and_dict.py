# Calls with several * or ** build one tuple and one dict.      run: bytecode
def f(a, b, c):
    g(a, *b, 1, x=1, **c, y=2)
    g(*b)
--- expect
code <module>()  registers 1, flags
    0    0  Resume               0
    2    1  MakeFunction         t0, <code f>, -
         2  StoreName            t0, f
         3  LoadConst            t0, None
         4  Return               t0

code f(a, b, c)  registers 13, flags optimized newlocals simple
    2    0  Resume               0
    3    1  LoadGlobal           t5, g
         2  Move                 t8, a
         3  BuildList            t7, t8, 1
         4  ListExtend           t7, b
         5  LoadInt              t8, 1
         6  ListAppend           t7, t8
         7  ListToTuple          t6, t7
         8  LoadConst            t8, 'x'
         9  LoadInt              t9, 1
        10  BuildMap             t7, t8...t9, 1
        11  DictMerge            t7, c, t5
        12  LoadConst            t8, 'y'
        13  LoadInt              t9, 2
        14  BuildMap             t8, t8...t9, 1
        15  DictMerge            t7, t8, t5
        16  CallUnpack           t0, t5
    4   17  LoadGlobal           t5, g
        18  Move                 t6, b
        19  Clear                t7
        20  CallUnpack           t0, t5
        21  LoadConst            t0, None
        22  Return               t0
