// python/runtime/uncaught.h -- an exception that nobody caught: sys.excepthook, SystemExit, and the exit status they give.
#pragma once

#include "python/objects/abstract.h"

namespace taipan::python {

struct ProgramEnd {
  int status = 0;
  bool exits = false;           // SystemExit: the program is over, also in interactive mode
  bool is_interrupted = false;  // KeyboardInterrupt: the process should end by SIGINT
};

enum class SystemExitMode : uint8_t { Exits, IsPrinted };  // IsPrinted: as any other exception (-i)

// Takes the exception raised now, shows it through sys.excepthook and says what it means for the process.
ProgramEnd report_uncaught(Thread& thread, SystemExitMode mode = SystemExitMode::Exits);

}  // namespace taipan::python
