# The body of a generator is covered by a handler for StopIteration.      run: bytecode
def f(a):
    x = yield a
    yield from x
    return x
--- expect
code <module>()  registers 1, flags
    0    0  Resume               0
    2    1  MakeFunction         t0, <code f>, -
         2  StoreName            t0, f
         3  LoadConst            t0, None
         4  Return               t0

code f(a)  registers 4, flags optimized newlocals generator simple
    2    0  MakeGenerator
         1  Resume               0
    3    2  Yield                x, a
         3  Resume               1
    4    4  GetYieldFromIterator t1, x
         5  LoadConst            t0, None
     L1:
         6  Send                 t0, t1, L2
         7  Yield                t0, t0
         8  Resume               2
         9  Jump                 L1
     L2:
    5   10  Return               x
     L3:
        11  Intrinsic            t0, t0, StopIterationToRuntimeError
        12  Reraise              t0
   except 2 to 11 -> L3 with t0, depth 0
