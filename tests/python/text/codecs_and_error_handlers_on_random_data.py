# All built-in codecs with all error handlers, also such as programs register, on random data.
import _codecs
seed = 4321
def rnd(n):
    global seed
    seed = (seed * 1103515245 + 12345) % 2147483648
    return (seed >> 8) % n
A = ['a','b','A',' ','\n','0','+','-','/','é','ß','\xa0','\u20ac','\u2028','\ud800','\udc00','\udc80','\udcff','\U0001d400','\U0001f600','\x00','"',"'",'\\','&','x','u','N','{','}','1','f','\t']
def t(name, f):
    calls[0] = 0
    try: r = f()
    except UnicodeError as e: r = type(e).__name__ + ': ' + str(e) + repr((e.start, e.end, e.reason, e.encoding))
    except Exception as e: r = type(e).__name__ + ': ' + str(e)
    print(name, ascii(r))
calls = [0]
def tick():
    calls[0] = calls[0] + 1
    if calls[0] > 12: raise KeyError('too many')
def h1(e):
    tick()
    return ('<%d,%d>' % (e.start, e.end), e.end)
def h2(e):
    tick()
    return ('\u20ac', e.start + 1)
def h3(e):
    tick()
    return ('?', e.end - len(e.object))
def h4(e):
    tick()
    if type(e) is UnicodeDecodeError: return ('!', e.end)
    return (b'\xff\xfe\x00\x00', e.end)
def h5(e): return 1
def h6(e): return ('x', 1000)
def h7(e): return ('x', -1000)
def h8(e): return (1, 0)
_codecs.register_error('h1', h1); _codecs.register_error('h2', h2); _codecs.register_error('h3', h3); _codecs.register_error('h4', h4); _codecs.register_error('h5', h5); _codecs.register_error('h6', h6); _codecs.register_error('h7', h7); _codecs.register_error('h8', h8)
H = ['strict','ignore','replace','backslashreplace','xmlcharrefreplace','namereplace','surrogateescape','surrogatepass','h1','h2','h3','h4','h5','h6','h7','h8','nope',None]
enc = ['utf_8','utf_7','utf_16','utf_16_le','utf_16_be','utf_32','utf_32_le','utf_32_be','unicode_escape','raw_unicode_escape','latin_1','ascii']
cmap = _codecs.charmap_build(''.join([chr(i) for i in range(128)]) + '\u20ac\xe9\u0100\ufffe' + ''.join([chr(i + 0x400) for i in range(124)]))
dmap = {97: 'xy', 98: None, 99: 0x20ac, 100: '\ufffe', 101: '', 102: 0x1f600}
emap = {97: 'x', 98: None, 99: 65, 100: b'xyz', 0x20ac: 128, 63: 63, 92: 92, 120: b'x', 60: b'<', 38: b'&'}
B = [0, 10, 39, 43, 45, 47, 48, 49, 65, 85, 92, 97, 98, 99, 100, 110, 117, 120, 123, 125, 128, 144, 160, 191, 192, 194, 195, 224, 226, 130, 172, 237, 238, 240, 244, 248, 254, 255, 216, 220]
for n in range(150):
    x = ''
    for i in range(rnd(7)): x += A[rnd(len(A))]
    bx = b''
    for i in range(rnd(9)):
        c = B[rnd(len(B))]
        bx = bx + _codecs.latin_1_encode(chr(c))[0]
    if rnd(3) == 0: bx = b'\\' + bx
    if rnd(8) == 0: bx = b'+' + bx
    for e in enc:
        h = H[rnd(len(H))]
        if e[:5] in ('utf_1','utf_3') and h in ('h2','h3','h4'): h = 'h1'
        t(e + str(h) + ' enc', lambda: getattr(_codecs, e + '_encode')(x, h))
        h = H[rnd(len(H))]
        f = rnd(2)
        if e == 'ascii' or e == 'latin_1':
            t(e + str(h) + ' dec', lambda: getattr(_codecs, e + '_decode')(bx, h))
        elif e == 'utf_7' and h in ('h3', 'h4', 'h2'): pass
        else:
            if h == 'h3' and rnd(10): h = 'h1'
            t(e + str(h) + ' dec' + str(f), lambda: getattr(_codecs, e + '_decode')(bx, h, f)) if h != 'h3' else None
        if e == 'utf_16' or e == 'utf_32':
            t(e + ' ex', lambda: getattr(_codecs, e + '_ex_decode')(bx, 'replace', rnd(3) - 1, f))
            t(e + ' ord', lambda: getattr(_codecs, e + '_encode')(x, 'replace', rnd(3) - 1))
    h = H[rnd(len(H))]
    if h == 'h3': h = 'h1'
    t('cm' + str(h), lambda: _codecs.charmap_encode(x, h, cmap))
    t('cme' + str(h), lambda: _codecs.charmap_encode(x, h, emap))
    t('cmd' + str(h), lambda: _codecs.charmap_decode(bx, h, dmap))
    t('cms' + str(h), lambda: _codecs.charmap_decode(bx, h, 'abc\ufffede' * 10))
    t('esc' + str(h), lambda: _codecs.escape_decode(bx, h))
    t('esce', lambda: _codecs.escape_encode(bx))
    t('dec' + str(h), lambda: bx.decode('utf-8', h or 'strict'))
    t('rb', lambda: _codecs.readbuffer_encode(bx))
    for h in H[:8]:
        r = rnd(3); q = r + 1 + rnd(2)
        if q > len(x) or q > len(bx): continue
        t('hand' + h, lambda: _codecs.lookup_error(h)(UnicodeEncodeError('utf-8', x, r, q, 'why')))
        t('hand' + h, lambda: _codecs.lookup_error(h)(UnicodeDecodeError('utf-8', bx, r, q, 'why')))
        t('hand' + h, lambda: _codecs.lookup_error(h)(UnicodeTranslateError(x, r, q, 'why')))
