# compare: stderr
import sys
def hook(kind, value, tb):
    print("hook", kind.__name__, value, tb is not None)
sys.excepthook = hook
print(sys.__excepthook__ is not hook)
raise ValueError("handled by hook")
