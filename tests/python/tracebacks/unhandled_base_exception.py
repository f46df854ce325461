# compare: stderr
class Stop(BaseException):
    def __str__(self): return "custom text"
raise Stop
