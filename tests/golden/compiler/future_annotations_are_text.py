# Under the future import annotations become strings.      run: bytecode
from __future__ import annotations
def f(a: b[c, 1 + 2]) -> (lambda x: x):
    pass
x: {1: "y"} = 0
--- expect
code <module>()  registers 9, flags
    0    0  Resume               0
    2    1  Intrinsic            t0, -, SetupAnnotations
         2  LoadInt              t0, 0
         3  LoadConst            t1, ('annotations',)
         4  ImportName           t0, t0...t1, __future__
         5  ImportFrom           t2, t0, annotations
         6  StoreName            t2, annotations
    3    7  Clear                t1
         8  Clear                t2
         9  LoadConst            t5, 'a'
        10  LoadConst            t6, 'b[c, 1 + 2]'
        11  LoadConst            t7, 'return'
        12  LoadConst            t8, 'lambda x: x'
        13  BuildTuple           t3, t5...t8, 4
        14  Clear                t4
        15  MakeFunction         t0, <code f>, t1...t4
        16  StoreName            t0, f
    5   17  LoadInt              t0, 0
        18  StoreName            t0, x
        19  LoadConst            t0, '{1: \'y\'}'
        20  LoadName             t1, __annotations__
        21  LoadConst            t2, 'x'
        22  SetItem              t1, t2, t0
        23  LoadConst            t0, None
        24  Return               t0

code f(a)  registers 2, flags optimized newlocals simple
    3    0  Resume               0
    4    1  Nop
         2  LoadConst            t0, None
         3  Return               t0
