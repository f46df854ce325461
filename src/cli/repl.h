// cli/repl.h -- the interactive mode.
#pragma once

#include "python/runtime/start.h"
#include "python/runtime/uncaught.h"

namespace taipan::cli {

bool stdin_is_terminal();
// Reads statements until the end of input or SystemExit, and runs them in `globals`.
python::ProgramEnd run_interactive(Thread& thread, Dict* globals);
// PYTHONSTARTUP and sys.__interactivehook__: before the first prompt.
python::ProgramEnd prepare_interactive(Thread& thread, Dict* globals);
// sys.__interactivehook__ alone: before the first prompt after a program (-i).
void run_interactive_hook(Thread& thread);
void print_banner(const python::StartOptions& options);

}  // namespace taipan::cli
