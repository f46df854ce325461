// cli/command_line.cpp -- starts the language, runs the program, ends the language, and leaves with the right status.
#include "cli/command_line.h"

#include <unistd.h>

#include <csignal>
#include <cstdio>

#include "cli/options.h"
#include "cli/program.h"
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

int start_failed(Thread* thread, const char* what) {
  fprintf(stderr, "Fatal Python error: %s\nPython runtime state: initialized\n", what);
  if (thread) (void)report_uncaught(*thread);
  return 1;
}

}  // namespace

int run(int argc, char** argv) {
  CommandLine line;
  if (const auto status = read_command_line(argc, argv, &line)) return *status;
  Thread* thread = nullptr;
  if (!start(&thread, line.options).ok()) return start_failed(thread, "init_importlib: failed to start the import system");
  Module* main = make_main_module(*thread);
  if (!finish_start(*thread).ok()) {
    const ProgramEnd early = report_uncaught(*thread);
    if (early.exits) return end(*thread, early.status);
    return start_failed(nullptr, "init_import_site: Failed to import the site module");
  }
  const ProgramEnd program = run_program(*thread, line, main);
  const int status = end(*thread, program.status);
  return program.is_interrupted ? end_by_interrupt() : status;
}

}  // namespace taipan::cli
