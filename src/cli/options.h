// cli/options.h -- what the arguments and the environment of the command say. https://docs.python.org/3.11/using/cmdline.html
//
// Room       cli. In: argv and PYTHON* variables. Out: StartOptions, and what to run. Tests: CPython's test_cmd_line
#pragma once

#include <optional>
#include <string>

#include "python/runtime/start.h"

namespace taipan::cli {

struct CommandLine {
  python::StartOptions options;
  enum class Program : uint8_t { Stdin, Command, Module, File } program = Program::Stdin;
  std::string text;             // the command, the module's name, or the file as given
  bool skip_first_line = false; // -x
  bool dumps_bytecode = false;  // --dump-bytecode: lists the program's code and does not run it
};

// A value: the process is to end with this status; what was to be said is said.
std::optional<int> read_command_line(int argc, char** argv, CommandLine* line);

}  // namespace taipan::cli
