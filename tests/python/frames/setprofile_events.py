import sys
events = []
def profiler(frame, event, arg):
    name = arg.__name__ if event.startswith("c_") else frame.f_code.co_name
    events.append((event, name))
def helper(x): return len(str(x))
def work():
    helper(5)
    try:
        [].pop()
    except IndexError:
        pass
    return sorted([2, 1])
sys.setprofile(profiler)
work()
sys.setprofile(None)
print(events)
print(sys.getprofile())
