# A comprehension gets the iterator of its outermost iterable.      run: bytecode
def f(a, n):
    return {x: y for x in a if x > n for y in [x.y]}
--- expect
code <module>()  registers 1, flags
    0    0  Resume               0
    2    1  MakeFunction         t0, <code f>, -
         2  StoreName            t0, f
         3  LoadConst            t0, None
         4  Return               t0

code f(a, n)  registers 12, flags optimized newlocals simple
    2    0  Resume               0
         1  MakeCell             n
    3    2  Clear                t6
         3  Clear                t7
         4  Clear                t8
         5  BuildTuple           t9, n, 1
         6  MakeFunction         t5, <code f.<locals>.<dictcomp>>, t6...t9
         7  GetIterator          t6, a
         8  Call                 t0, t5, 1
         9  Return               t0

code f.<locals>.<dictcomp>(.0)  registers 6, flags optimized newlocals nested simple
    3    0  Resume               0
         1  CopyFree             n, 1
         2  BuildMap             t0, -, 0
     L1:
         3  ForIterator          x, .0, L3
         4  LoadCell             t1, n, n
         5  JumpUnlessGreater    x, t1, L2
         6  LoadAttribute        y, x, y
         7  DictSet              t0, x, y
     L2:
         8  JumpBack             0, L1
     L3:
         9  Return               t0
