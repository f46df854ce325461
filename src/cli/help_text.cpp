// cli/help_text.cpp -- what --help and its relatives print.
#include "cli/help_text.h"

namespace taipan::cli {

const char kUsageLine[] = "usage: %s [option] ... [-c cmd | -m mod | file | -] [arg] ...\n";

const char kOptionsHelp[] =
    "Options, and environment variables that do the same:\n"
    "-b     : warn when bytes are compared with, or shown as, text (-bb: raise)\n"
    "-B     : write no .pyc files (PYTHONDONTWRITEBYTECODE)\n"
    "-c cmd : run this text; ends the options\n"
    "-d     : accepted, without effect (PYTHONDEBUG)\n"
    "-E     : ignore all PYTHON* environment variables\n"
    "-h     : this page; also -? and --help\n"
    "-i     : prompt for more when the program is over (PYTHONINSPECT)\n"
    "-I     : isolated: as -E, -P and -s together\n"
    "-m mod : run a module of the library or of sys.path; ends the options\n"
    "-O     : leave out assert statements and code for __debug__ (PYTHONOPTIMIZE)\n"
    "-OO    : and docstrings\n"
    "-P     : keep the program's own folder out of sys.path (PYTHONSAFEPATH)\n"
    "-q     : no banner before the first prompt\n"
    "-s     : no user folder in sys.path (PYTHONNOUSERSITE)\n"
    "-S     : do not import site at start\n"
    "-u     : write to stdout and stderr at once (PYTHONUNBUFFERED)\n"
    "-v     : say what is imported from where; more often: say more (PYTHONVERBOSE)\n"
    "-V     : print the version; also --version; -VV: more of it\n"
    "-W arg : action:message:category:module:line for warnings (PYTHONWARNINGS)\n"
    "-x     : skip the first line of the file\n"
    "-X opt : options of the implementation, see --help-xoptions\n"
    "--check-hash-based-pycs always|default|never:\n"
    "         whether .pyc files that carry a hash of their source are compared with it\n"
    "--dump-bytecode : list the program's bytecode and do not run it\n"
    "--help-env      : page about environment variables\n"
    "--help-xoptions : page about -X options\n"
    "--help-all      : all three pages\n"
    "Arguments:\n"
    "file   : the program; a folder or zip file with a __main__.py will do\n"
    "-      : the program comes from stdin, which is also what happens without a file\n"
    "arg ...: go to the program as sys.argv[1:]\n";

const char kEnvironmentHelp[] =
    "Environment variables:\n"
    "PYTHONSTARTUP   : file that is run before the first prompt\n"
    "PYTHONPATH      : folders for the front of sys.path, separated by ':'\n"
    "PYTHONSAFEPATH  : as -P\n"
    "PYTHONHOME      : where the library is: <home>/lib/python3.11\n"
    "PYTHONUTF8      : 1 switches UTF-8 mode on, 0 off\n"
    "PYTHONIOENCODING: encoding[:errors] of the standard streams\n"
    "PYTHONFAULTHANDLER: show the Python stack when the process crashes\n"
    "PYTHONHASHSEED  : 'random' or a number from 0 to 4294967295: seed for hashes of texts and bytes\n"
    "PYTHONINTMAXSTRDIGITS: most digits of an int that is read from or written as decimal text; 0: any\n"
    "PYTHONCOERCECLOCALE: 0 keeps the C locale as it is\n"
    "PYTHONBREAKPOINT: function that breakpoint() calls; 0: none\n"
    "PYTHONDEVMODE   : as -X dev\n"
    "PYTHONPYCACHEPREFIX: folder for all .pyc files\n"
    "PYTHONWARNDEFAULTENCODING: as -X warn_default_encoding\n"
    "PYTHONNODEBUGRANGES: as -X no_debug_ranges\n"
    "PYTHONDEBUG, PYTHONDONTWRITEBYTECODE, PYTHONINSPECT, PYTHONNOUSERSITE, PYTHONOPTIMIZE,\n"
    "PYTHONUNBUFFERED, PYTHONVERBOSE, PYTHONWARNINGS: see --help\n"
    "TAIPAN_GC_STRESS: collect at every n-th allocation\n"
    "TAIPAN_HEAP_LIMIT: most bytes that objects may take\n";

const char kXOptionsHelp[] =
    "Options of the implementation:\n"
    "-X dev : development mode: more warnings and checks\n"
    "-X utf8[=0|1] : UTF-8 mode on or off\n"
    "-X importtime : how long each import took\n"
    "-X int_max_str_digits=number : as PYTHONINTMAXSTRDIGITS\n"
    "-X no_debug_ranges : tracebacks do not mark the part of the line\n"
    "-X pycache_prefix=path : folder for all .pyc files\n"
    "-X warn_default_encoding : EncodingWarning for encoding=None\n"
    "-X heap_report : a line for each collection and a census of the heap, on stderr\n"
    "-X faulthandler : show the Python stack when the process crashes\n"
    "-X tracemalloc[=frames], showrefcount, frozen_modules[=on|off] : kept in sys._xoptions\n";

}  // namespace taipan::cli
