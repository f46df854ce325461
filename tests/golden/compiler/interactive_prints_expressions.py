# In interactive mode values of expressions are shown.      run: bytecode --mode=single
1 + x
--- expect
code <module>()  registers 2, flags
    0    0  Resume               0
    2    1  LoadInt              t0, 1
         2  LoadName             t1, x
         3  Add                  t0, t0, t1
         4  Intrinsic            t0, t0, PrintExpression
         5  LoadConst            t0, None
         6  Return               t0
