// python/modules/io/io_module.cpp -- module _io: its classes, open, open_code, text_encoding.
//
// Room       python/modules/io. https://docs.python.org/3.11/library/io.html. Tests: CPython's test_io
#include <unistd.h>

#include <cstdio>

#include "python/interpreter/interpreter.h"
#include "python/modules/io/io_private.h"
#include "python/runtime/runtime.h"
#include "python/runtime/start.h"

namespace taipan::python::io {

namespace {

struct Mode {
  bool creating = false, reading = false, writing = false, appending = false, updating = false, text = false, binary = false;
};

Result<Mode> parse_mode(Thread& thread, String* text) {
  Mode mode;
  bool seen[128] = {};
  for (int64_t i = 0; i < text->length(); i++) {
    const uint32_t c = text->at(i);
    bool known = c < 128 && !seen[c];
    if (known) seen[c] = true;
    switch (c) {
      case 'x': mode.creating = true; break;
      case 'r': mode.reading = true; break;
      case 'w': mode.writing = true; break;
      case 'a': mode.appending = true; break;
      case '+': mode.updating = true; break;
      case 't': mode.text = true; break;
      case 'b': mode.binary = true; break;
      default: known = false; break;
    }
    if (!known) return raise(thread, TypeId::ValueError, "invalid mode: '%U'", text);
  }
  return mode;
}

Value open_raw_stack(Thread& thread, Value file, const Mode& mode, const char* raw_mode, String* mode_text, int64_t buffering, Value encoding, Value errors,
                     Value newline, bool close_fd, Value opener, Value* opened) {
  const Value raw = TRY(new_file(thread, file, raw_mode, close_fd, opener));
  *opened = raw;
  const Value terminal = TRY(call_method_with(thread, raw, io_name(IoName::Isatty)));
  const bool is_terminal = TRY(is_true(thread, terminal));
  bool line_buffering = false;
  if (buffering == 1 && mode.binary) {
    TRY(warn(thread, TypeId::RuntimeWarning, 1, "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used"));
    buffering = -1;
  } else if (buffering == 1 || (buffering < 0 && is_terminal)) {
    buffering = -1;
    line_buffering = true;
  }
  if (buffering < 0) buffering = raw.as<FileIO>()->block_size;
  if (buffering == 0) {
    if (!mode.binary) return raise(thread, TypeId::ValueError, "can't have unbuffered text I/O");
    return raw;
  }
  Type* type = mode.updating ? g_types.random : mode.creating || mode.writing || mode.appending ? g_types.writer : g_types.reader;
  const Value buffered = TRY(new_buffered(thread, type, raw, buffering));
  *opened = buffered;
  if (mode.binary) return buffered;
  const Value text = TRY(new_text(thread, buffered, encoding, errors, newline, line_buffering, false));
  *opened = text;
  TRY(set_attribute(thread, text, io_name(IoName::Mode), Value(mode_text)));
  return text;
}

}  // namespace

Value open(Thread& thread, Value file, Value mode_value, int64_t buffering, Value encoding, Value errors, Value newline, bool close_fd, Value opener) {
  String* mode_text = as_string(mode_value);
  if (!mode_text) return raise(thread, TypeId::TypeError, "open() argument 'mode' must be str, not %T", mode_value);
  for (const auto& [given, what] : {std::pair{encoding, "encoding"}, std::pair{errors, "errors"}, std::pair{newline, "newline"}}) {
    if (!given.is_none() && !as_string(given)) {
      return raise(thread, TypeId::TypeError, "open() argument '%s' must be str or None, not %T", what, given);
    }
  }
  // Numbers are descriptors; everything else must be a path.
  Value path = file;
  if (!is_int_like(file) && !as_string(file) && !is_kind(file, Kind::Bytes)) {
    path = call_special(thread, file, Special::Fspath, {});
    if (path.is_raised()) return path;
    if (path.is_unbound()) {
      if (!is_index(file)) return raise(thread, TypeId::TypeError, "expected str, bytes or os.PathLike object, not %T", file);
      path = file;
    } else if (!as_string(path) && !is_kind(path, Kind::Bytes)) {
      return raise(thread, TypeId::TypeError, "expected %T.__fspath__() to return str or bytes, not %T", file, path);
    }
  }
  const Mode mode = TRY(parse_mode(thread, mode_text));
  char raw_mode[8];
  snprintf(raw_mode, sizeof raw_mode, "%s%s%s%s%s", mode.creating ? "x" : "", mode.reading ? "r" : "", mode.writing ? "w" : "",
           mode.appending ? "a" : "", mode.updating ? "+" : "");
  if (mode.text && mode.binary) return raise(thread, TypeId::ValueError, "can't have text and binary mode at once");
  if (mode.creating + mode.reading + mode.writing + mode.appending > 1) {
    return raise(thread, TypeId::ValueError, "must have exactly one of create/read/write/append mode");
  }
  if (mode.binary) {
    if (!encoding.is_none()) return raise(thread, TypeId::ValueError, "binary mode doesn't take an encoding argument");
    if (!errors.is_none()) return raise(thread, TypeId::ValueError, "binary mode doesn't take an errors argument");
    if (!newline.is_none()) return raise(thread, TypeId::ValueError, "binary mode doesn't take a newline argument");
  } else if (encoding.is_none() && start_options().warn_default_encoding) {
    TRY(warn(thread, TypeId::EncodingWarning, 1, "'encoding' argument not specified"));
  }
  Value opened;
  const Value result = open_raw_stack(thread, path, mode, raw_mode, mode_text, buffering, encoding, errors, newline, close_fd, opener, &opened);
  if (result.is_raised() && !opened.is_unbound()) {
    const Value saved = thread.take_exception();
    (void)call_method_with(thread, opened, io_name(IoName::Close));
    return chain_exceptions(thread, saved);
  }
  // The outermost stream closes those below it.
  if (!result.is_raised()) finalize_later(thread, result.as_object());
  return result;
}

namespace {

Value open_function(Thread& thread, Value file, Value mode, int buffering, Value encoding, Value errors, Value newline, bool close_fd, Value opener) {
  return open(thread, file, mode, buffering, encoding, errors, newline, close_fd, opener);
}
Value open_code(Thread& thread, String* path) {
  const Value none = Value::none();
  return open(thread, Value(path), Value(intern(thread.heap(), "rb")), -1, none, none, none, true, none);
}
Value text_encoding(Thread& thread, Value encoding, int stacklevel) {
  if (!encoding.is_none()) return encoding;
  if (start_options().warn_default_encoding) {
    TRY(warn(thread, TypeId::EncodingWarning, stacklevel, "'encoding' argument not specified"));
  }
  return Value(intern(thread.heap(), start_options().utf8_mode ? "utf-8" : "locale"));
}

const Method kFunctions[] = {
    {"open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)", open_function,
     "Open file and return a stream.  Raise OSError upon failure."},
    {"open_code(path)", open_code, "Opens the provided file with the intent to import the contents."},
    {"text_encoding(encoding, stacklevel=2, /)", text_encoding, "A helper function to choose the text encoding."},
};

Status define_types(Thread& thread) {
  Types& t = g_types;
  if (t.io_base) return ok_status();
  Heap& heap = thread.heap();
  Dict* body = new_dict(heap);
  dict_set(heap, body, python::name(python::Name::Module), Value(intern(heap, "io")));
  Tuple* bases = tuple_of(heap, Value(builtin_type(TypeId::OSError)), Value(builtin_type(TypeId::ValueError)));
  const Value unsupported = TRY(call_with(thread, Value(builtin_type(TypeId::Type)), Value(intern(heap, "UnsupportedOperation")), Value(bases), Value(body)));
  t.unsupported = unsupported.as<Type>();
  heap.add_root_values(reinterpret_cast<const uint64_t*>(&t.unsupported), 1);
  t.io_base = define_type(thread, kIOBaseSpec);
  t.raw_base = define_type(thread, kRawBaseSpec, t.io_base);
  t.buffered_base = define_type(thread, kBufferedBaseSpec, t.io_base);
  t.text_base = define_type(thread, kTextBaseSpec, t.io_base);
  t.file = define_type(thread, kFileSpec, t.raw_base);
  t.bytes_io = define_type(thread, kBytesIOSpec, t.buffered_base);
  t.string_io = define_type(thread, kStringIOSpec, t.text_base);
  t.reader = define_type(thread, kReaderSpec, t.buffered_base);
  t.writer = define_type(thread, kWriterSpec, t.buffered_base);
  t.random = define_type(thread, kRandomSpec, t.buffered_base);
  t.pair = define_type(thread, kPairSpec, t.buffered_base);
  t.text = define_type(thread, kTextSpec, t.text_base);
  t.newline_decoder = define_type(thread, kNewlineDecoderSpec);
  return ok_status();
}

Status execute(Thread& thread, Module* module) {
  TRY(define_types(thread));
  const Types& t = g_types;
  for (Type* type : {t.io_base, t.raw_base, t.buffered_base, t.text_base, t.file, t.bytes_io, t.string_io, t.reader, t.writer, t.random, t.pair, t.text,
                     t.newline_decoder, t.unsupported, builtin_type(TypeId::BlockingIOError)}) {
    Heap& heap = thread.heap();
    dict_set(heap, module->dict, type->name, Value(type));
  }
  TRY(module_add(thread, module, "DEFAULT_BUFFER_SIZE", Value::integer(kDefaultBufferSize)));
  // builtins.open is this function.
  Heap& heap = thread.heap();
  String* open_name = intern(heap, "open");
  const Value function = dict_get(module->dict, open_name);
  if (is_kind(function, kind(PythonKind::Native))) {
    function.as<Native>()->module = Value(intern(heap, "io"));
    heap.write_barrier(function.as_object());
  }
  if (dict_get(runtime().builtins, open_name).is_unbound()) dict_set(heap, runtime().builtins, open_name, function);
  return ok_status();
}

}  // namespace
}  // namespace taipan::python::io

namespace taipan::python {
extern const ModuleSpec kIoModule = {
    .name = "_io", .doc = "The io module provides the Python interfaces to stream handling.", .functions = io::kFunctions, .execute = io::execute};
}  // namespace taipan::python
