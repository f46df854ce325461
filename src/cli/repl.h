// cli/repl.h -- the interactive mode.
#pragma once

#include "python/runtime/uncaught.h"

namespace taipan::cli {

bool stdin_is_terminal();
// Reads statements until the end of input or SystemExit, and runs them in `globals`.
python::ProgramEnd run_interactive(Thread& thread, Dict* globals);
// PYTHONSTARTUP and sys.__interactivehook__: before the first prompt.
void prepare_interactive(Thread& thread, Dict* globals);
void print_banner();

}  // namespace taipan::cli
