print(b"%d %s %b %a %r %c %x %5.1f|%-5d|%%" % (1, b"s", b"b", "é", "é", 65, 255, 2.25, 3), b"%(k)s" % {b"k": b"v"}, b"%c" % b"z", b"%s" % bytearray(b"ba"))
for template, args in [(b"%s", "text"), (b"%b", 5), (b"%d", b"a"), (b"%c", 256), (b"%c", b"ab"), (b"%s %s", (b"a",)), (b"x", 1), (b"%y", 1), (b"%(a)s", {})]:
    try:
        print(template % args)
    except Exception as e:
        print(template, type(e).__name__ + ":", e)
