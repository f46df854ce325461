// python/modules/standard_streams.cpp -- sys.stdin, stdout and stderr, and the locale they take their encoding from.
//
// Room       python/modules. Called once at start; the streams are those of modules/io/.
// Tests      tests/python/io/, CPython's test_sys, test_cmd_line
#include <fcntl.h>
#include <langinfo.h>
#include <sys/stat.h>
#include <unistd.h>

#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "python/modules/io/io_private.h"
#include "python/modules/locale_setup.h"
#include "python/modules/sys.h"
#include "python/objects/codec_registry.h"
#include "python/runtime/runtime.h"
#include "python/runtime/start.h"

namespace taipan::python {

namespace {

struct Coding {
  std::string encoding, errors;
};

Coding coding_of_streams() {
  const StartOptions& options = start_options();
  Coding coding{options.stdio_encoding, options.stdio_errors};
  if (!coding.encoding.empty() && coding.errors.empty()) coding.errors = "strict";
  if (options.utf8_mode) {
    if (coding.encoding.empty()) coding.encoding = "utf-8";
    if (coding.errors.empty()) coding.errors = "surrogateescape";
  }
  if (coding.encoding.empty()) {
    const char* codeset = nl_langinfo(CODESET);
    coding.encoding = codeset && *codeset ? codeset : "utf-8";
  }
  if (coding.errors.empty()) coding.errors = locale_is_undecided() ? "surrogateescape" : "strict";
  return coding;
}

// The name that the codec itself has.
String* canonical_name(Thread& thread, const std::string& encoding) {
  if (encoding == "UTF-8" || encoding == "utf-8" || encoding == "utf8") return intern(thread.heap(), "utf-8");
  Tuple* info = TRY(lookup_codec(thread, encoding.c_str()));
  const Value canonical = TRY(get_attribute(thread, Value(info), intern(thread.heap(), "name")));
  String* text = as_string(canonical);
  return text ? text : intern(thread.heap(), encoding);
}

Value make_stream(Thread& thread, int fd, const char* stream_name, String* encoding, const char* errors) {
  if (fcntl(fd, F_GETFD) < 0) return Value::none();
  Heap& heap = thread.heap();
  const bool writing = fd != 0;
  const bool unbuffered = start_options().unbuffered && writing;
  const Value none = Value::none();
  const Value buffer = TRY(io::open(thread, Value::integer(fd), Value(intern(heap, writing ? "wb" : "rb")), unbuffered ? 0 : -1, none, none, none, false, none));
  Value raw = buffer;
  if (!unbuffered) raw = buffer.as<io::Buffered>()->raw;
  TRY(set_attribute(thread, raw, io::io_name(io::IoName::Name), Value(intern(heap, stream_name))));
  const bool line_buffering = !start_options().unbuffered && (isatty(fd) == 1 || fd == 2);
  const Value stream = TRY(io::new_text(thread, buffer, Value(encoding), Value(intern(heap, errors)), Value(intern(heap, "\n")), line_buffering,
                                        start_options().unbuffered != 0));
  TRY(set_attribute(thread, stream, io::io_name(io::IoName::Mode), Value(intern(heap, writing ? "w" : "r"))));
  // They are flushed at the end, but stay open for whoever still has something to say.
  io::finalize_never(thread, buffer.as_object());
  return stream;
}

}  // namespace

Status make_standard_streams(Thread& thread, StartFailure* failure) {
  TRY(import_module(thread, "_io"));
  const Coding coding = coding_of_streams();
  const StartFailure otherwise = *failure;
  *failure = {"init_stdio_encoding: failed to get the Python codec name of the stdio encoding", "core initialized"};
  String* encoding = TRY(canonical_name(thread, coding.encoding));
  struct stat info;
  if (fstat(STDIN_FILENO, &info) == 0 && S_ISDIR(info.st_mode)) {
    *failure = {"init_sys_streams: <stdin> is a directory, cannot continue", "core initialized"};
    return Raised{};
  }
  *failure = otherwise;
  struct Row {
    int fd;
    const char *name, *shown;
  };
  for (const Row& row : {Row{0, "stdin", "<stdin>"}, Row{1, "stdout", "<stdout>"}, Row{2, "stderr", "<stderr>"}}) {
    Value stream = make_stream(thread, row.fd, row.shown, encoding, row.fd == 2 ? "backslashreplace" : coding.errors.c_str());
    if (stream.is_raised()) {
      // A descriptor that cannot be used, a folder for example, gives no stream.
      if (!clear_if(thread, TypeId::OSError)) return Raised{};
      stream = Value::none();
    }
    sys_set(thread, row.name, stream);
    sys_set(thread, (std::string("__") + row.name + "__").c_str(), stream);
  }
  return ok_status();
}

// ---- locale_setup.h

namespace {
bool g_coerced = false;

// PEP 538: the C locale says nothing about the encoding; take a UTF-8 one unless LC_ALL insists.
void coerce_locale() {
  const char* wish = start_options().ignore_environment ? nullptr : getenv("PYTHONCOERCECLOCALE");
  const bool warns = wish && strcmp(wish, "warn") == 0;
  const char* all = getenv("LC_ALL");
  if (all && *all) {
    if (warns) {
      fputs("Python runtime initialized with LC_CTYPE=C (a locale with default ASCII encoding), which may cause Unicode compatibility problems. "
            "Using C.UTF-8, C.utf8, or UTF-8 (if available) as alternative Unicode-compatible locales is recommended.\n",
            stderr);
    }
    return;
  }
  if (wish && strcmp(wish, "0") == 0) return;
  if (start_options().isolated) return;
  for (const char* target : {"C.UTF-8", "C.utf8", "UTF-8"}) {
    if (!setlocale(LC_CTYPE, target)) continue;
    const char* codeset = nl_langinfo(CODESET);
    if (!codeset || !*codeset) continue;
    setenv("LC_CTYPE", target, 1);
    if (warns) {
      fprintf(stderr,
              "Python detected LC_CTYPE=C: LC_CTYPE coerced to %.20s (set another locale or PYTHONCOERCECLOCALE=0 to disable this locale "
              "coercion behavior).\n",
              target);
    }
    setlocale(LC_CTYPE, "");
    g_coerced = true;
    return;
  }
}

}  // namespace

void prepare_locale() {
  static bool done = false;
  if (done) return;
  done = true;
  setlocale(LC_CTYPE, "");
  const char* current = setlocale(LC_CTYPE, nullptr);
  if (!current || strcmp(current, "C") != 0) return;
  coerce_locale();
  if (!start_options().utf8_mode && strcmp(setlocale(LC_CTYPE, nullptr), "C") == 0) set_filesystem_encoding(FilesystemEncoding::Ascii);
}

bool locale_is_undecided() {
  const char* current = setlocale(LC_CTYPE, nullptr);
  if (!current) return true;
  for (const char* undecided : {"C", "POSIX", "C.UTF-8", "C.utf8", "UTF-8"}) {
    if (strcmp(current, undecided) == 0) return true;
  }
  return g_coerced;
}

}  // namespace taipan::python
