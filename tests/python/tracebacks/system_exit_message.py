# compare: stderr
import sys
try:
    sys.exit("inner")
except SystemExit as e:
    print("caught", e.code)
print("leaving")
sys.exit("goes to stderr")
