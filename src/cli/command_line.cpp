// cli/command_line.cpp -- starts the language, runs the program, ends the language, and leaves with the right status.
#include "cli/command_line.h"

#include <pthread.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>

#include "cli/options.h"
#include "cli/program.h"
#include "python/objects/exceptions.h"
#include "python/runtime/start.h"

namespace taipan::cli {

using namespace taipan::python;

namespace {

constexpr int kInterruptedStatus = 128 + SIGINT;

// The parent should see that SIGINT ended the process: shells stop a script then.
int end_by_interrupt() {
  struct sigaction action = {};
  action.sa_handler = SIG_DFL;
  sigaction(SIGINT, &action, nullptr);
  kill(getpid(), SIGINT);
  return kInterruptedStatus;
}

int start_failed(Thread* thread, const StartFailure& failure) {
  fprintf(stderr, "Fatal Python error: %s\nPython runtime state: %s\n", failure.what, failure.state);
  const Value exception = thread ? thread->take_exception() : Value::unbound();
  const bool has_frames = !exception.is_unbound() && !exception.as<ExceptionObject>()->traceback.is_none();
  if (!exception.is_unbound()) print_exception(*thread, exception);
  if (!has_frames) {
    fprintf(stderr, "\nCurrent thread 0x%016lx (most recent call first):\n  <no Python frame>\n", static_cast<unsigned long>(pthread_self()));
  }
  return 1;
}

}  // namespace

int run(int argc, char** argv) {
  CommandLine line;
  if (const auto status = read_command_line(argc, argv, &line)) return *status;
  Thread* thread = nullptr;
  if (!start(&thread, line.options).ok()) return start_failed(thread, {"init_importlib: failed to start the import system", "core initialized"});
  Module* main = make_main_module(*thread);
  StartFailure failure;
  if (!finish_start(*thread, &failure).ok()) {
    const Value exception = thread->exception();
    if (!exception.is_unbound() && is_subtype(type_of(exception), builtin_type(TypeId::SystemExit))) {
      return end(*thread, report_uncaught(*thread).status);
    }
    return start_failed(thread, failure);
  }
  const ProgramEnd program = run_program(*thread, line, main);
  const int status = end(*thread, program.status);
  return program.is_interrupted ? end_by_interrupt() : status;
}

}  // namespace taipan::cli
