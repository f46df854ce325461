# Results and errors of str.format and of the % operator.
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)

class S(str): pass
class D(dict):
    def __missing__(s,k): return 'm'+k
for f in [lambda:str.maketrans(D(a=1)),lambda:'{!r'.format(1),lambda:'{0!r:'.format(1),lambda:'{0!'.format(1),lambda:'{0!rx}'.format(1),lambda:'{'.format(),lambda:'}'.format(),lambda:'{a'.format(),lambda:'{0.}'.format(1),lambda:'{0[}'.format(1),lambda:'{0[]}'.format(1),lambda:'{0[a]b}'.format({'a':1}),lambda:'{0.a.b[c]}'.format(1),lambda:'{:{}{}}'.format(1,'>',5),lambda:'{0:{1:{2}}}'.format(1,2,3),lambda:'{} {0}'.format(1),lambda:'{0} {}'.format(1),lambda:'{!x}'.format(1),lambda:'{!\u20ac}'.format(1),lambda:'{a}'.format(),lambda:'{5}'.format(1),lambda:'{a}'.format_map(D()),lambda:'{}'.format_map(D()),lambda:'{0}'.format_map([1]),lambda:'{-1}'.format(1),lambda:'{0[-1]}'.format([1]),lambda:'{:x}'.format(S('a')),lambda:'{:>5}|{:^5}'.format('a','b'),lambda:'a{{b}}c'.format(),lambda:'{{}'.format(),lambda:'{0:{}}'.format(1,2),lambda:'{:{}}'.format(1,2),lambda:'{a.b}'.format(a=1),lambda:'{a!s:>{w}}'.format(a='x',w=3),lambda:'{:}'.format(S('q')),
 lambda:'%'%(),lambda:'%s'%(),lambda:'%s%s'%'a',lambda:'a'%1,lambda:'a'%[1],lambda:'a'%{},lambda:'%(a)s'%1,lambda:'%(a)s'%{'a':1},lambda:'%(a'%{},lambda:'%(a)s %s'%{'a':1},lambda:'%s %(a)s'%{'a':1},lambda:'%d'%'a',lambda:'%x'%1.5,lambda:'%d'%1.5,lambda:'%d'%1j,lambda:'%f'%'a',lambda:'%c'%'ab',lambda:'%c'%-1,lambda:'%c'%1.0,lambda:'%c'%None,lambda:'%*d'%('a',1),lambda:'%*d'%(2**70,1),lambda:'%.*d'%(2**40,1),lambda:'%y'%1,lambda:'%5%|'%(),lambda:'%5%|'%1,lambda:'%-5s|%5s|%.2s'%('a','b','cde'),lambda:'%5c|'%65,lambda:'%a'%'\u20ac',lambda:'%+d % d %05d %x %#x %o %#o %X'%(1,2,3,255,255,8,8,255),lambda:'%e %G %.3f %g'%(1.5,1e10,2.0,1e-10),lambda:'%s'%b'x',lambda:'%i'%True,lambda:'%hd %ld %Ld'%(1,2,3),lambda:'%s'%(1,2),lambda:'%(a)s'%{},lambda:'%1$s'%1,lambda:'%.3d'%5,lambda:'%10.3d|'%5,lambda:'%-10d|'%5,lambda:'%.0f'%2.5,lambda:'%#.0f'%2.5,lambda:'%s' % None, lambda: '%r %s'%('a',S('b')), lambda: '%'+'1'*100+'d'%1,lambda: ('%'+'1'*100+'d')%1,lambda: ('%.'+'1'*100+'d')%1,lambda: '%.2147483647d'%1, lambda:'%(a)(b)s'%{'a':1}, lambda:'%((a))s'%{'(a)':1}, lambda: '%\u20ac'%1, lambda:'%d'%10**400 if 0 else 1]: t(f)
for s in ['a\'b','a"b','a\'"b','\x00\x7f\xa0\xad\u2028\ud800\U000e0001\t\r\n\\é€😀']:
    print(ascii(s), ascii(repr(s)))
print('ǆ'.title(),'ß'.upper(),'ﬁ'.capitalize(),'ΑΣ'.lower(),'İ'.lower().encode(),'ŉ'.title(), 'aB cD'.swapcase(),"they're".title())
