for s, sep in [("a=b=c", "="), ("abc", "="), ("=", "="), ("", "="), ("aXXb", "XX"), ("éxé", "x"), ("aaa", "aa")]:
    print(s.partition(sep), s.rpartition(sep))
for function in [lambda: "a".partition(""), lambda: "a".rpartition(""), lambda: "a".partition(1), lambda: "a".partition()]:
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__ + ":", e)
