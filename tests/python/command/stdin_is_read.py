# stdin: first line\nsecond\n3\nlast without newline
import sys
print(repr(input("prompt> ")))
print(repr(sys.stdin.readline()), int(input()), repr(sys.stdin.read()))
try:
    input()
except EOFError as e:
    print("EOFError", e)
