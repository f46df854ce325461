# Operations on constants are done while compiling, unless they get too large.      run: bytecode
a = 2 ** 10 - 1
b = -3 // 2
c = 2 ** 1000
d = not x in [1, 2]
e = 1 if True else f()
while 0:
    never()
assert __debug__
--- expect
code <module>()  registers 6, flags
    0    0  Resume               0
    2    1  LoadInt              t0, 1023
         2  StoreName            t0, a
    3    3  LoadInt              t0, -2
         4  StoreName            t0, b
    4    5  LoadInt              t0, 2
         6  LoadInt              t1, 1000
         7  Power                t0, t0, t1
         8  StoreName            t0, c
    5    9  LoadName             t0, x
        10  LoadConst            t1, (1, 2)
        11  NotIn                t0, t0, t1
        12  StoreName            t0, d
    6   13  Nop
        14  LoadInt              t0, 1
        15  Jump                 L1
     L1:
        16  StoreName            t0, e
    7   17  Nop
    9   18  Nop
        19  LoadConst            t0, None
        20  Return               t0
