# Tuples on both sides are assigned element by element, as if all values were computed first.      run: bytecode
def f(a, b):
    a, b = b, a + b
    a, b = b, a
    i, j = 0, 1
    return a, b, i, j
--- expect
code <module>()  registers 1, flags
    0    0  Resume               0
    2    1  MakeFunction         t0, <code f>, -
         2  StoreName            t0, f
         3  LoadConst            t0, None
         4  Return               t0

code f(a, b)  registers 9, flags optimized newlocals simple
    2    0  Resume               0
    3    1  Add                  t0, a, b
         2  Move                 a, b
         3  Move                 b, t0
    4    4  Move                 t0, a
         5  Move                 a, b
         6  Move                 b, t0
    5    7  LoadInt              i, 0
         8  LoadInt              j, 1
    6    9  Move                 t1, a
        10  Move                 t2, b
        11  Move                 t3, i
        12  Move                 t4, j
        13  BuildTuple           t0, t1...t4, 4
        14  Return               t0
