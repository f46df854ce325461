// cli/command_line.cpp -- reads the command line and runs the program; the contract is in command_line.h.
#include "cli/command_line.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "python/interpreter/interpreter.h"
#include "python/objects/exceptions.h"
#include "python/runtime/compile_source.h"
#include "python/runtime/start.h"

namespace taipan::cli {

using namespace taipan::python;

namespace {

// The exit status of an uncaught exception: SystemExit's code, or 1 after printing it.
int report(Thread& thread) {
  const Value exception = thread.take_exception();
  print_exception(thread, exception);
  return 1;
}

}  // namespace

int run(int argc, char** argv) {
  StartOptions options;
  options.executable = argv[0];
  std::string command, file;
  int at = 1;
  for (; at < argc; at++) {
    if (strcmp(argv[at], "-c") == 0 && at + 1 < argc) {
      command = argv[++at];
      at++;
      options.arguments.push_back("-c");
      break;
    }
    if (strcmp(argv[at], "-S") == 0) {
      options.no_site = 1;
    } else if (argv[at][0] != '-') {
      file = argv[at++];
      options.arguments.push_back(file);
      break;
    }
  }
  for (; at < argc; at++) options.arguments.push_back(argv[at]);
  Thread* thread = nullptr;
  if (!start(&thread, options).ok()) return report(*thread);
  if (!finish_start(*thread).ok()) return report(*thread);
  Heap& heap = thread->heap();
  Module* main = new_module(heap, intern(heap, "__main__"));
  dict_set(heap, runtime().modules, intern(heap, "__main__"), Value(main));
  dict_set(heap, main->dict, intern(heap, "__builtins__"), Value(runtime().builtins_module));
  std::string source = command;
  if (!file.empty()) {
    FILE* f = fopen(file.c_str(), "rb");
    if (!f) {
      fprintf(stderr, "%s: can't open file '%s': [Errno 2] No such file or directory\n", argv[0], file.c_str());
      return 2;
    }
    char buffer[65536];
    for (size_t n; (n = fread(buffer, 1, sizeof buffer, f)) > 0;) source.append(buffer, n);
    fclose(f);
    dict_set(heap, main->dict, intern(heap, "__file__"), Value(string_from_utf8(heap, file)));
  }
  CompileRequest request;
  request.source = source;
  request.filename = file.empty() ? string_from_latin1(heap, "<string>") : string_from_utf8(heap, file);
  const Value code = compile_source(*thread, request);
  if (code.is_raised()) return report(*thread);
  if (run_code(*thread, code.as<Code>(), main->dict, Value::unbound()).is_raised()) return report(*thread);
  return end(*thread, 0);
}

}  // namespace taipan::cli
