# What methods of str say about wrong arguments.
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
s='abc'
for f in [lambda:s.find(1),lambda:s.find(),lambda:s.find('a',1,2,3),lambda:s.find('a',x=1),lambda:s.index('z'),lambda:s.rindex('z'),lambda:s.index(1),lambda:s.count(1),lambda:s.count(),
 lambda:s.startswith(1),lambda:s.startswith((1,)),lambda:s.startswith(),lambda:s.startswith('a','b'),lambda:s.endswith(1),lambda:s.endswith(('x',1)),
 lambda:s.join(1),lambda:s.join([1]),lambda:s.join(),lambda:s.split(1),lambda:s.split(''),lambda:s.rsplit(1),lambda:s.partition(1),lambda:s.partition(''),lambda:s.strip(1),lambda:s.lstrip(1),
 lambda:s.center('a'),lambda:s.center(3,'ab'),lambda:s.center(3,1),lambda:s.center(2**70),lambda:s.zfill('a'),lambda:s.expandtabs(2**40),lambda:s.expandtabs('a'),lambda:s.splitlines('x'),lambda:s.splitlines(2**40),
 lambda:s.replace(1,'a'),lambda:s.replace('a',1),lambda:s.replace('a'),lambda:s.replace('a','b','c'),lambda:s.removeprefix(1),lambda:s.translate(1),lambda:s.translate({97:-1}),lambda:s.translate({97:2**70}),lambda:s.translate({97:1.0}),lambda:s.translate({97:0x110000}),
 lambda:str.maketrans(1),lambda:str.maketrans({'ab':1}),lambda:str.maketrans({1.0:1}),lambda:str.maketrans(1,'a'),lambda:str.maketrans('a',1),lambda:str.maketrans('a','bb'),lambda:str.maketrans('a','b',1),lambda:str.maketrans(),
 lambda:s.encode(1),lambda:s.encode('a\0'),lambda:s.encode('nope'),lambda:s.encode('utf-8',1),lambda:s.encode(None),lambda:s.encode('hex'),lambda:s.encode('utf-8','nope'),lambda:'\ud800'.encode('utf-8','nope'),
 lambda:str(b'a',1),lambda:str(b'a',None),lambda:str('a','b'),lambda:str(1,'b'),lambda:str(b'a','utf-8','strict',1),lambda:str(x=1),lambda:str(b'a',errors=1),lambda:str(encoding='x'),lambda:str(b'','nope'),lambda:str(memoryview(b'ab'),'ascii'),
 lambda:s['a'],lambda:s[1.0],lambda:s[5],lambda:s[2**70],lambda:s['a':],lambda:s[::0],lambda:s*'a',lambda:s.__mul__('a'),lambda:s*2**70,lambda:s*(2**62),lambda:s+1,lambda:s.__add__(1),lambda:1 in s,lambda:s.__contains__(1),lambda:s.__format__(1),lambda:format(s,'d'),lambda:format(s,'=5'),lambda:format(s,'+5'),lambda:format(s,',s'),lambda:format(s,'#'),lambda:format(s,'5.2f'), lambda: s.__rmod__(1), lambda:s.__rmod__('%s'), lambda:s.__eq__(1), lambda:s<1, lambda:s.__sizeof__(), lambda:'\xe9'.__sizeof__(),lambda:'\u20ac'.__sizeof__(),lambda:'\U00020000'.__sizeof__(),
 lambda:s.isalpha(1), lambda:s.lower(1), lambda:s.format_map(), lambda:s.format_map(1),lambda:str.find('a'),lambda:str.find(1,2),lambda:str.find(), lambda:str.join(1,2), lambda:s.encode(x=1), lambda:s.split(x=1),lambda:s.split('a',1,2), lambda:s.isidentifier(), lambda:s.__getnewargs__(), lambda:s.__getitem__('x'), lambda:s.__iter__().__setstate__('x'),lambda:s.__iter__().__reduce__()[1:]]: t(f)
