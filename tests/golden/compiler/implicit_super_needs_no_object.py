# super().name in a method is one load; any other super is an ordinary call.      run: bytecode
class A:
    def m(self, a):
        return super().m(a) + super().attribute

    def n(self):
        return super()
--- expect
code <module>()  registers 8, flags
    0    0  Resume               0
    2    1  LoadBuildClass       t5
         2  MakeFunction         t6, <code A>, -
         3  LoadConst            t7, 'A'
         4  Call                 t0, t5, 2
         5  StoreName            t0, A
         6  LoadConst            t0, None
         7  Return               t0

code A()  registers 6, flags
    2    0  Resume               0
         1  MakeCell             __class__
         2  LoadName             t0, __name__
         3  StoreName            t0, __module__
         4  LoadConst            t0, 'A'
         5  StoreName            t0, __qualname__
    3    6  Clear                t1
         7  Clear                t2
         8  Clear                t3
         9  BuildTuple           t4, __class__, 1
        10  MakeFunction         t0, <code A.m>, t1...t4
        11  StoreName            t0, m
    6   12  Clear                t1
        13  Clear                t2
        14  Clear                t3
        15  BuildTuple           t4, __class__, 1
        16  MakeFunction         t0, <code A.n>, t1...t4
        17  StoreName            t0, n
        18  StoreName            __class__, __classcell__
        19  Return               __class__

code A.m(self, a)  registers 13, flags optimized newlocals simple
    3    0  Resume               0
         1  CopyFree             __class__, 1
    4    2  LoadGlobal           t7, super
         3  LoadCell             t8, __class__, __class__
         4  Move                 t9, self
         5  LoadSuperMethod      t5, t7...t9, m
         6  Move                 t7, a
         7  CallMethod           t0, t5, 1
         8  LoadGlobal           t2, super
         9  LoadCell             t3, __class__, __class__
        10  Move                 t4, self
        11  LoadSuperAttribute   t1, t2...t4, attribute
        12  Add                  t0, t0, t1
        13  Return               t0

code A.n(self)  registers 8, flags optimized newlocals simple
    6    0  Resume               0
         1  CopyFree             __class__, 1
    7    2  LoadGlobal           t5, super
         3  Call                 t0, t5, 0
         4  Return               t0
