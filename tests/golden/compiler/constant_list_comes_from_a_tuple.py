# A long display of constants is made from one constant.      run: bytecode
a = [1, 2, 3, 4, 5, 6, 7, 8, 9]
b = {1, 2, 3, 4, 5, 6, 7, 8, 9}
c = (1, 2, (3, None))
--- expect
code <module>()  registers 2, flags
    0    0  Resume               0
    2    1  LoadConst            t1, (1, 2, 3, 4, 5, 6, 7, 8, 9)
         2  Intrinsic            t0, t1, ListOf
         3  StoreName            t0, a
    3    4  BuildSet             t0, -, 0
         5  LoadConst            t1, (1, 2, 3, 4, 5, 6, 7, 8, 9)
         6  SetUpdate            t0, t1
         7  StoreName            t0, b
    4    8  LoadConst            t0, (1, 2, (3, None))
         9  StoreName            t0, c
        10  LoadConst            t0, None
        11  Return               t0
