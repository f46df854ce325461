// python/modules/terminal_input.cpp -- lines from standard input, without an editor; the contract is in terminal_input.h.
//
// Room       python/modules. In: file descriptor 0, byte by byte, so that nothing is taken from whoever reads next.
// Tests      tests/python/command/interactive_*.py
#include "python/modules/terminal_input.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "python/runtime/signals.h"
#include "python/runtime/threads.h"

namespace taipan::python {

namespace {

LineEditor g_editor = nullptr;

}  // namespace

void set_line_editor(LineEditor editor) { g_editor = editor; }

bool is_at_terminal() { return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO); }

TerminalLine read_terminal_line(Thread& thread, const std::string& prompt, std::string* line) {
  line->clear();
  if (g_editor && is_at_terminal()) return g_editor(thread, prompt, line);
  fflush(stdout);
  fputs(prompt.c_str(), stderr);
  fflush(stderr);
  for (;;) {
    char c;
    ssize_t n;
    int error;
    {
      WithoutLock released(thread);
      n = read(STDIN_FILENO, &c, 1);
      error = errno;
    }
    if (n < 0 && error == EINTR) {
      if (!run_signal_handlers(thread).ok()) return TerminalLine::Raised;
      continue;
    }
    if (n <= 0) return line->empty() ? TerminalLine::EndOfFile : TerminalLine::Line;
    line->push_back(c);
    if (c == '\n') return TerminalLine::Line;
  }
}

}  // namespace taipan::python
