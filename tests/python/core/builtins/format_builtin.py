print(format(5), format(5, "03d"), format("a", ">3"), format(1.5, ".2f"), format([1]), format(None), format(True), format(True, "d"), format(3, ""), repr(format("", "5")))
for value, spec in [("abc", "10"), ("abc", "<6"), ("abc", "^7"), ("abc", "*>6"), ("abc", ".2"), ("abc", "6.1"), ("abc", "s"), ("abc", "06"), ("é", "中^5"), ("abc", "{^7"), ("", "3"), ("abc", "<<5")]:
    print(repr(format(value, spec)))
for value, spec in [("abc", "d"), ("abc", "+5"), ("abc", "=5"), ("abc", ",")
    , ("abc", "#"), ("abc", "5.5.5"), ("abc", "z"), (1, "%s"), (None, "5"), ([], "s"), ((), ">5"), ({}, "x"), (1.5, "d"), (5, ".1d"), (5, "c,"), (10**7, "c"), (1, "=c"), (object, "5"), (b"a", "5"), (5, "1" * 30)]:
    try:
        print(repr(format(value, spec)))
    except Exception as e:
        print(repr(value), repr(spec)[:12], type(e).__name__ + ":", e)
