// python/runtime/signals.h -- POSIX signals become calls of Python handlers in the main thread, at safepoints. Defined in modules/signal_module.cpp.
#pragma once

#include "vm/result.h"
#include "vm/thread.h"

namespace taipan::python {

Status run_signal_handlers(Thread& thread);
void start_signals(Thread& main_thread);  // SIGINT raises KeyboardInterrupt, SIGPIPE is ignored

}  // namespace taipan::python
