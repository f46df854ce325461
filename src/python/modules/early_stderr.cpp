// python/modules/early_stderr.cpp -- sys.stderr before there are text streams: what importing says with -v, and errors at start.
//
// Room       python/modules. Replaced by make_standard_streams.
#include <unistd.h>

#include <cerrno>

#include "python/modules/sys.h"
#include "python/objects/abstract.h"
#include "python/runtime/runtime.h"

namespace taipan::python {

namespace {

int64_t early_write(Thread&, Value, String* text) {
  ByteBuilder utf8;
  append_utf8(utf8, text);
  std::string_view rest = utf8.view();
  while (!rest.empty()) {
    const ssize_t n = write(STDERR_FILENO, rest.data(), rest.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    rest.remove_prefix(size_t(n));
  }
  return text->length();
}
Value early_flush(Thread&, Value) { return Value::none(); }
int64_t early_fileno(Thread&, Value) { return STDERR_FILENO; }

const Method kMethods[] = {
    {"write(self, text, /)", early_write, "Write the text as UTF-8."},
    {"flush(self, /)", early_flush, "Does nothing: nothing is kept back."},
    {"fileno(self, /)", early_fileno, "The file descriptor of the process's error output."},
};
const TypeSpec kSpec = {.name = "sys.early_stderr", .flags = kTypeNoInstantiation, .methods = kMethods};

}  // namespace

void make_early_stderr(Thread& thread) {
  Type* type = define_type(thread, kSpec);
  sys_set(thread, "stderr", Value(allocate_instance(thread.heap(), type)));
}

}  // namespace taipan::python
