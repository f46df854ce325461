# A long display needs few registers.      run: bytecode
def f(a):
    return [a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, ]
--- expect
code <module>()  registers 1, flags
    0    0  Resume               0
    2    1  MakeFunction         t0, <code f>, -
         2  StoreName            t0, f
         3  LoadConst            t0, None
         4  Return               t0

code f(a)  registers 34, flags optimized newlocals simple
    2    0  Resume               0
    3    1  Move                 t1, a
         2  Move                 t2, a
         3  Move                 t3, a
         4  Move                 t4, a
         5  Move                 t5, a
         6  Move                 t6, a
         7  Move                 t7, a
         8  Move                 t8, a
         9  Move                 t9, a
        10  Move                 t10, a
        11  Move                 t11, a
        12  Move                 t12, a
        13  Move                 t13, a
        14  Move                 t14, a
        15  Move                 t15, a
        16  Move                 t16, a
        17  Move                 t17, a
        18  Move                 t18, a
        19  Move                 t19, a
        20  Move                 t20, a
        21  Move                 t21, a
        22  Move                 t22, a
        23  Move                 t23, a
        24  Move                 t24, a
        25  Move                 t25, a
        26  Move                 t26, a
        27  Move                 t27, a
        28  Move                 t28, a
        29  Move                 t29, a
        30  Move                 t30, a
        31  Move                 t31, a
        32  Move                 t32, a
        33  BuildList            t0, t1...t32, 32
        34  ListAppend           t0, a
        35  ListAppend           t0, a
        36  ListAppend           t0, a
        37  ListAppend           t0, a
        38  ListAppend           t0, a
        39  ListAppend           t0, a
        40  ListAppend           t0, a
        41  ListAppend           t0, a
        42  ListAppend           t0, a
        43  ListAppend           t0, a
        44  ListAppend           t0, a
        45  ListAppend           t0, a
        46  ListAppend           t0, a
        47  ListAppend           t0, a
        48  ListAppend           t0, a
        49  ListAppend           t0, a
        50  ListAppend           t0, a
        51  ListAppend           t0, a
        52  ListAppend           t0, a
        53  ListAppend           t0, a
        54  ListAppend           t0, a
        55  ListAppend           t0, a
        56  ListAppend           t0, a
        57  ListAppend           t0, a
        58  ListAppend           t0, a
        59  ListAppend           t0, a
        60  ListAppend           t0, a
        61  ListAppend           t0, a
        62  ListAppend           t0, a
        63  ListAppend           t0, a
        64  ListAppend           t0, a
        65  ListAppend           t0, a
        66  ListAppend           t0, a
        67  ListAppend           t0, a
        68  ListAppend           t0, a
        69  ListAppend           t0, a
        70  ListAppend           t0, a
        71  ListAppend           t0, a
        72  Return               t0
