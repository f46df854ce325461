// python/runtime/signals.h -- POSIX signals become calls of Python handlers in the main thread, at safepoints. Defined in modules/signal_module.cpp.
#pragma once

#include "vm/result.h"
#include "vm/thread.h"

namespace taipan::python {

Status run_signal_handlers(Thread& thread);
// As if the signal had arrived: _thread.interrupt_main.
Value interrupt_main_thread(Thread& thread, int signal_number);
bool is_main_thread(Thread& thread);
void reset_signals_after_fork(Thread& thread);  // the child's only thread is its main thread
void start_signals(Thread& main_thread);  // SIGINT raises KeyboardInterrupt, SIGPIPE is ignored

}  // namespace taipan::python
