# An operand that a later := changes is copied first; one before a call is not.      run: bytecode
def f(x):
    return x + (x := 1)

def g(x):
    return x + h(x)
--- expect
code <module>()  registers 1, flags
    0    0  Resume               0
    2    1  MakeFunction         t0, <code f>, -
         2  StoreName            t0, f
    5    3  MakeFunction         t0, <code g>, -
         4  StoreName            t0, g
         5  LoadConst            t0, None
         6  Return               t0

code f(x)  registers 2, flags optimized newlocals simple
    2    0  Resume               0
    3    1  Move                 t0, x
         2  LoadInt              x, 1
         3  Add                  t0, t0, x
         4  Return               t0

code g(x)  registers 9, flags optimized newlocals simple
    5    0  Resume               0
    6    1  LoadGlobal           t6, h
         2  Move                 t7, x
         3  Call                 t1, t6, 1
         4  Add                  t0, x, t1
         5  Return               t0
