# A class body is code with a namespace; __class__ is a cell of it.      run: bytecode
class A(B, metaclass=M):
    "doc"
    x: int = 1

    def m(self):
        return __class__
--- expect
code <module>()  registers 10, flags
    0    0  Resume               0
    2    1  LoadBuildClass       t5
         2  MakeFunction         t6, <code A>, -
         3  LoadConst            t7, 'A'
         4  LoadName             t8, B
         5  LoadName             t9, M
         6  CallKeyword          t0, t5, 4
         7  Extra                ('metaclass',)
         8  StoreName            t0, A
         9  LoadConst            t0, None
        10  Return               t0

code A()  registers 6, flags
    2    0  Resume               0
         1  MakeCell             __class__
         2  LoadName             t0, __name__
         3  StoreName            t0, __module__
         4  LoadConst            t0, 'A'
         5  StoreName            t0, __qualname__
         6  Intrinsic            t0, -, SetupAnnotations
    3    7  LoadConst            t0, 'doc'
         8  StoreName            t0, __doc__
    4    9  LoadInt              t0, 1
        10  StoreName            t0, x
        11  LoadName             t0, int
        12  LoadName             t1, __annotations__
        13  LoadConst            t2, 'x'
        14  SetItem              t1, t2, t0
    6   15  Clear                t1
        16  Clear                t2
        17  Clear                t3
        18  BuildTuple           t4, __class__, 1
        19  MakeFunction         t0, <code A.m>, t1...t4
        20  StoreName            t0, m
        21  StoreName            __class__, __classcell__
        22  Return               __class__

code A.m(self)  registers 3, flags optimized newlocals simple
    6    0  Resume               0
         1  CopyFree             __class__, 1
    7    2  LoadCell             t0, __class__, __class__
         3  Return               t0
