# compare: stderr
class Bad(Exception):
    def __str__(self): raise ValueError("no")
raise Bad("x")
