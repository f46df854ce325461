# compare: stderr
import traceback
class Point:
    def __init__(self): self.coordinate = 1
    def move(self): pass
def attempt(f):
    try:
        f()
    except Exception:
        traceback.print_exc(limit=0)
total_value = 5
def local():
    counter = 1
    return counterr
attempt(lambda: Point().coordinat)
attempt(lambda: Point().mvoe())
attempt(lambda: total_valu)
attempt(lambda: prnt("x"))
attempt(lambda: [].apend(1))
attempt(local)
attempt(lambda: "".uper())
attempt(lambda: completely_different_name_xyz)
attempt(lambda: Point.mov)
Point().coordinates
