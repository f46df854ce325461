# options: -B -s
# arguments: one "two words" --flag -x=5
import sys
print(sys.argv[1:], sys.flags.dont_write_bytecode, sys.flags.no_user_site, sys.flags.optimize, sys.argv[0].endswith("argv_and_options.py"))
