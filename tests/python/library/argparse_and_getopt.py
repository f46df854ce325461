# arguments: --verbose
import argparse, getopt, sys
def make():
    p = argparse.ArgumentParser(prog="prog", description="A program.", epilog="The end.")
    p.add_argument("file", help="input"); p.add_argument("rest", nargs="*", type=int)
    p.add_argument("-v", "--verbose", action="count", default=0); p.add_argument("-o", "--out", metavar="FILE", default="a.out", help="output (default: %(default)s)"); p.add_argument("--mode", choices=["fast", "slow"]); p.add_argument("--flag", action=argparse.BooleanOptionalAction); p.add_argument("-D", action="append", dest="defines")
    g = p.add_mutually_exclusive_group(); g.add_argument("--a", action="store_true"); g.add_argument("--b", action="store_const", const=5)
    return p
p = make()
p.print_help()
for a in [["f"], ["f", "1", "2", "-vv"], ["-o", "x", "f", "--mode=fast", "-DA", "-D", "B"], ["--no-flag", "f", "--b"], ["--verb", "f"]]:
    print(p.parse_args(a))
print(p.parse_known_args(["f", "--unknown"]))
for a in [[], ["f", "x"], ["f", "--mode", "z"], ["f", "--a", "--b"], ["f", "-o"], ["f", "--nope"]]:
    try: p.parse_args(a)
    except SystemExit as e: print("exit", e.code)
s = argparse.ArgumentParser(prog="s"); subs = s.add_subparsers(dest="cmd", required=True); x = subs.add_parser("add", help="adds"); x.add_argument("n", type=float); x.set_defaults(func=len)
print(s.parse_args(["add", "1.5"]).n, s.format_usage()); print(getopt.getopt(["-a", "-b", "v", "--long=x", "rest"], "ab:", ["long="]), sys.argv[1:])
try: getopt.getopt(["-z"], "a")
except getopt.GetoptError as e: print(e)
