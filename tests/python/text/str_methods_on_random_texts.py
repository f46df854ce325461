# All methods of str, on random texts of all widths.
seed = 12345
def rnd(n):
    global seed
    seed = (seed * 1103515245 + 12345) % 2147483648
    return (seed >> 8) % n
A = ['a','b','A','B',' ','\t','\n','\r','0','9','_','-','+','é','ß','À','\xa0','\x85','\u0130','\u03a3','\u03c3','\u01c5','\u2028','\u0660','\u00b2','\u2160','\ufb01','\ud800','\U0001d400','\U00010400','\U0001f600','\x1c','\x00','"',"'",'\\','x','%','{']
def s(maxlen=8, pool=None):
    k = rnd(5)
    pool = A[:12] if k == 0 else A[:18] if k == 1 else A[:28] if k == 2 else A
    if k == 4: pool = ['a','b']
    r = ''
    for i in range(rnd(maxlen+1)): r += pool[rnd(len(pool))]
    return r
def idx():
    k = rnd(6)
    if k == 0: return None
    return rnd(16) - 8
def t(name, f):
    try: r = f()
    except Exception as e: r = type(e).__name__ + ': ' + str(e)
    print(name, ascii(r))
m0 = ['lower','upper','casefold','swapcase','capitalize','title','isalpha','isalnum','isdecimal','isdigit','isnumeric','isspace','isprintable','islower','isupper','istitle','isascii','isidentifier','strip','lstrip','rstrip','split','rsplit','splitlines','__repr__','__len__','expandtabs']
m1 = ['find','rfind','index','rindex','count','startswith','endswith','removeprefix','removesuffix','partition','rpartition','strip','lstrip','rstrip','split','rsplit','__contains__','__add__','__lt__','__le__','__eq__','__ge__','__gt__','__ne__','join']
for n in range(250):
    x = s()
    for m in [m0[rnd(len(m0))] for i in range(4)]:
        t(m, lambda: int(getattr(x, m)()) if m[0:2] == 'is' else getattr(x, m)())
    for m in [m1[rnd(len(m1))] for i in range(4)]:
        y = s(3)
        t(m, lambda: (getattr(x, m)(y)))
    for m in ['find','rfind','index','rindex','count','startswith','endswith']:
        y = s(2)
        a = idx(); b = idx()
        t(m, lambda: getattr(x, m)(y, a, b))
    y = s(2); z = s(3); c = rnd(5) - 1
    t('replace', lambda: x.replace(y, z, c))
    t('split', lambda: x.split(y, c))
    t('rsplit', lambda: x.rsplit(y, c))
    t('split', lambda: x.split(None, c))
    t('rsplit', lambda: x.rsplit(None, c))
    t('splitlines', lambda: x.splitlines(True))
    t('expandtabs', lambda: x.expandtabs(rnd(10)))
    w = rnd(15); f = A[rnd(len(A))]
    t('center', lambda: x.center(w, f))
    t('ljust', lambda: x.ljust(w, f))
    t('rjust', lambda: x.rjust(w, f))
    t('zfill', lambda: x.zfill(w))
    a = idx(); b = idx(); st = idx()
    t('slice', lambda: x[a:b])
    t('slice', lambda: x[a:b:st])
    t('item', lambda: x[a])
    t('mul', lambda: x * c)
    t('join', lambda: y.join([x, z, y]))
    t('startswith', lambda: x.startswith((y, z)))
    t('endswith', lambda: x.endswith((y, z), a))
    t('translate', lambda: x.translate({97: None, 98: 'xy', 65: 8364, 233: 'e', 0x1f600: 'Q'}))
    t('maketrans', lambda: x.translate(str.maketrans('ab', 'é\u20ac', 'x')))
    t('iter', lambda: list(x))
    t('hash', lambda: int(hash(x) == hash(''.join(list(x)))))
    t('fmt', lambda: format(x, ['>10','^7','<3','\u20ac^9','.2','10.3','','s','05','=5'][rnd(10)]))
    t('format', lambda: x.format(1, 'a', a='b'))
    t('percent', lambda: x % (y,))
    t('percent', lambda: ('%-8s|%8.2r|%a' % (x, y, z)))
    for e in ['utf-8','ascii','latin-1','utf-16','utf-32']:
        h = ['strict','ignore','replace','backslashreplace','xmlcharrefreplace','namereplace','surrogateescape','surrogatepass'][rnd(8)]
        t(e+h, lambda: x.encode(e, h))
