// cli/program.h -- running the program that the command line names, as the module __main__.
#pragma once

#include "cli/options.h"
#include "python/runtime/uncaught.h"

namespace taipan::cli {

// The module __main__, with the attributes it has before anything runs.
python::Module* make_main_module(Thread& thread);
// Runs it, and then the interactive mode if asked for.
python::ProgramEnd run_program(Thread& thread, const CommandLine& line, python::Module* main);

}  // namespace taipan::cli
