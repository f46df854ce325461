# Local variables are operands where they are, and results go straight into them.      run: bytecode
def f(a, b):
    c = a + b
    c = c * 2
    return c[a]
--- expect
code <module>()  registers 1, flags
    0    0  Resume               0
    2    1  MakeFunction         t0, <code f>, -
         2  StoreName            t0, f
         3  LoadConst            t0, None
         4  Return               t0

code f(a, b)  registers 4, flags optimized newlocals simple
    2    0  Resume               0
    3    1  Add                  c, a, b
    4    2  MultiplyInt          c, c, 2
    5    3  GetItem              t0, c, a
         4  Return               t0
