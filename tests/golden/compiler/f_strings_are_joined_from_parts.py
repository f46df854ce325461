# Parts of an f-string lie side by side.      run: bytecode
def f(a, b):
    return f"{a!r:>{b}} and {b}"
--- expect
code <module>()  registers 1, flags
    0    0  Resume               0
    2    1  MakeFunction         t0, <code f>, -
         2  StoreName            t0, f
         3  LoadConst            t0, None
         4  Return               t0

code f(a, b)  registers 8, flags optimized newlocals simple
    2    0  Resume               0
    3    1  Move                 t2, a
         2  LoadConst            t4, '>'
         3  FormatValue          t5, b, 0
         4  BuildString          t3, t4...t5, 2
         5  FormatValue          t1, t2...t3, 6
         6  LoadConst            t2, ' and '
         7  FormatValue          t3, b, 0
         8  BuildString          t0, t1...t3, 3
         9  Return               t0
