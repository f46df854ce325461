// python/modules/terminal_input.h -- a line typed at a terminal, for input() and the interactive mode. Module readline brings its
// editor; without it the system's own line editing must do.
#pragma once

#include <string>

#include "vm/thread.h"

namespace taipan::python {

enum class TerminalLine : uint8_t { Line, EndOfFile, Raised };

// Both standard input and output are terminals.
bool is_at_terminal();
// Shows the prompt and reads a line with its end, which the last one may lack. Raised: a signal handler raised, as for Control-C.
TerminalLine read_terminal_line(Thread& thread, const std::string& prompt, std::string* line);

using LineEditor = TerminalLine (*)(Thread& thread, const std::string& prompt, std::string* line);
void set_line_editor(LineEditor editor);

}  // namespace taipan::python
