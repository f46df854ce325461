// python/modules/io/io_base.cpp -- _IOBase, _RawIOBase, _BufferedIOBase, _TextIOBase: what every stream can do, in terms of methods that
// derived classes have.
//
// Room       python/modules/io. Tests: CPython's test_io
#include <cerrno>

#include "python/modules/io/io_private.h"
#include "python/objects/iterators.h"
#include "python/objects/text_codec.h"
#include "python/runtime/finalization.h"
#include "python/runtime/signals.h"
#include "python/runtime/start.h"
#include "vm/layouts.h"

namespace taipan::python::io {

Types g_types;

namespace {
constexpr const char* kNameTexts[] = {
#define X(id, text) text,
    TAIPAN_IO_NAMES(X)
#undef X
};
String* g_names[size_t(IoName::Count)];
}  // namespace

String* io_name(IoName id) {
  String*& cached = g_names[size_t(id)];
  if (!cached) {
    Heap& heap = vm().heap;
    cached = intern(heap, kNameTexts[size_t(id)]);
    heap.add_root_values(reinterpret_cast<const uint64_t*>(&cached), 1);
  }
  return cached;
}

Raised raise_unsupported(Thread& thread, const char* message) { return raise(thread, g_types.unsupported, "%s", message); }

Raised chain_exceptions(Thread& thread, Value saved) {
  if (saved.is_unbound()) return {};
  if (!thread.has_exception()) return thread.raise_value(saved);
  const Value newer = thread.exception();
  if (!(newer == saved)) {
    newer.as<ExceptionObject>()->context = saved;
    thread.heap().write_barrier(newer.as_object());
  }
  return {};
}

Result<bool> is_closed(Thread& thread, Value stream) {
  const Value closed = TRY(get_attribute(thread, stream, io_name(IoName::Closed)));
  return is_true(thread, closed);
}
Status check_closed(Thread& thread, Value stream) {
  const Value closed = TRY(get_attribute_or_unbound(thread, stream, io_name(IoName::Closed)));
  if (closed.is_unbound()) return ok_status();
  if (TRY(is_true(thread, closed))) return raise(thread, TypeId::ValueError, "I/O operation on closed file.");
  return ok_status();
}

namespace {

Status check_ability(Thread& thread, Value stream, IoName ability, const char* message) {
  const Value able = TRY(call_method_with(thread, stream, io_name(ability)));
  if (!able.is_true()) return raise_unsupported(thread, message);
  return ok_status();
}

}  // namespace

Status check_readable(Thread& thread, Value stream) { return check_ability(thread, stream, IoName::Readable, "File or stream is not readable."); }
Status check_writable(Thread& thread, Value stream) { return check_ability(thread, stream, IoName::Writable, "File or stream is not writable."); }

Result<int64_t> optional_size(Thread& thread, Value size) {
  if (size.is_none() || size.is_missing()) return int64_t{-1};
  if (size.is_int()) return size.as_int();
  if (!is_index(size)) return raise(thread, TypeId::TypeError, "argument should be integer or None, not '%T'", size);
  return to_int64(thread, size);
}

Status after_interrupt(Thread& thread) { return run_signal_handlers(thread); }

bool clear_if_interrupted(Thread& thread) {
  if (!exception_matches(thread, TypeId::OSError)) return false;
  const auto* e = thread.exception().as<ExceptionObject>();
  if (!(e->fields[0] == Value::integer(EINTR))) return false;
  thread.clear_exception();
  return true;
}

namespace {
constexpr uint16_t kRegistered = 1;  // in `aux` of a stream: the collector is to call its finaliser
}
void finalize_later(Thread& thread, HeapObject* stream) {
  // Classes with a __del__ of their own were registered when they were allocated.
  if (stream->aux == kRegistered || type_from_shape(shape_of(stream))->has(kTypeHasFinalizer)) return;
  thread.heap().register_finalizable(stream);
  stream->aux = kRegistered;
}
void finalize_never(Thread& thread, HeapObject* stream) {
  if (stream->aux != kRegistered) return;
  thread.heap().unregister_finalizable(stream);
  stream->aux = 0;
}

Value get_dict(Thread& thread, Value self) { return Value(instance_dict(thread, self)); }
Value get_state_refused(Thread& thread, Value self) { return raise(thread, TypeId::TypeError, "cannot pickle '%T' object", self); }

namespace {

// ---- _IOBase

Value base_new(Thread& thread, NativeCall call) { return Value(allocate_instance(thread.heap(), call.values[0].as<Type>())); }

Result<bool> marked_closed(Thread& thread, Value self) {
  const Value mark = TRY(get_attribute_or_unbound(thread, self, io_name(IoName::BaseClosed)));
  return !mark.is_unbound();
}
Value get_closed(Thread& thread, Value self) { return Value::boolean(TRY(marked_closed(thread, self))); }

Value base_flush(Thread& thread, Value self) {
  if (TRY(marked_closed(thread, self))) return raise(thread, TypeId::ValueError, "I/O operation on closed file.");
  return Value::none();
}
Value base_close(Thread& thread, Value self) {
  if (TRY(marked_closed(thread, self))) return Value::none();
  const Value flushed = call_method_with(thread, self, io_name(IoName::Flush));
  const Value saved = flushed.is_raised() ? thread.take_exception() : Value::unbound();
  const Status marked = set_attribute(thread, self, io_name(IoName::BaseClosed), Value::true_value());
  if (!saved.is_unbound()) return chain_exceptions(thread, saved);
  if (!const_cast<Status&>(marked).ok()) return Value::raised();
  return Value::none();
}

// __del__: closes the stream unless somebody did, and says nothing of errors.
Value base_finalize(Thread& thread, Value self) {
  const Value saved = thread.take_exception();
  auto closed = [&]() -> Result<bool> {
    const Value attribute = TRY(get_attribute_or_unbound(thread, self, io_name(IoName::Closed)));
    if (attribute.is_unbound()) return false;
    return is_true(thread, attribute);
  }();
  if (!closed.ok()) {
    thread.clear_exception();
  } else if (!closed.value()) {
    if (!set_attribute(thread, self, io_name(IoName::Finalizing), Value::true_value()).ok()) thread.clear_exception();
    if (call_method_with(thread, self, io_name(IoName::Close)).is_raised()) {
      if (start_options().dev_mode) {
        write_unraisable(thread, self);
      } else {
        thread.clear_exception();
      }
    }
  }
  if (!saved.is_unbound()) thread.raise_value(saved);
  return Value::none();
}

Value base_seek(Thread& thread, NativeCall) { return raise_unsupported(thread, "seek"); }
Value base_tell(Thread& thread, Value self) { return call_method_with(thread, self, io_name(IoName::Seek), Value::integer(0), Value::integer(1)); }
Value base_truncate(Thread& thread, NativeCall) { return raise_unsupported(thread, "truncate"); }
Value base_false(Thread&, Value) { return Value::false_value(); }
Value base_fileno(Thread& thread, Value) { return raise_unsupported(thread, "fileno"); }
Value base_isatty(Thread& thread, Value self) {
  TRY(check_closed(thread, self));
  return Value::false_value();
}
Value base_check_closed(Thread& thread, Value self, Value) {
  TRY(check_closed(thread, self));
  return Value::none();
}
Value base_check_seekable(Thread& thread, Value self, Value) {
  TRY(check_ability(thread, self, IoName::Seekable, "File or stream is not seekable."));
  return Value::true_value();
}
Value base_check_readable(Thread& thread, Value self, Value) {
  TRY(check_readable(thread, self));
  return Value::true_value();
}
Value base_check_writable(Thread& thread, Value self, Value) {
  TRY(check_writable(thread, self));
  return Value::true_value();
}
Value base_enter(Thread& thread, Value self) {
  TRY(check_closed(thread, self));
  return self;
}
Value base_exit(Thread& thread, NativeCall call) { return call_method_with(thread, call.values[0], io_name(IoName::Close)); }

Value base_readline(Thread& thread, Value self, Value size) {
  const int64_t limit = TRY(optional_size(thread, size));
  const Value peek = TRY(get_attribute_or_unbound(thread, self, io_name(IoName::Peek)));
  ByteBuilder line;
  while (limit < 0 || int64_t(line.size()) < limit) {
    int64_t wanted = 1;
    if (!peek.is_unbound()) {
      const Value ahead = call_with(thread, peek, Value::integer(1));
      if (ahead.is_raised()) {
        if (clear_if_interrupted(thread)) continue;
        return ahead;
      }
      if (!is_kind(ahead, Kind::Bytes)) {
        return raise(thread, TypeId::OSError, "peek() should have returned a bytes object, not '%T'", ahead);
      }
      const std::string_view bytes = ahead.as<Bytes>()->view();
      if (!bytes.empty()) {
        const size_t end = bytes.find('\n');
        wanted = int64_t(end == std::string_view::npos ? bytes.size() : end + 1);
        if (limit >= 0 && wanted > limit - int64_t(line.size())) wanted = limit - int64_t(line.size());
      }
    }
    const Value read = call_method_with(thread, self, io_name(IoName::Read), Value::integer(wanted));
    if (read.is_raised()) {
      if (clear_if_interrupted(thread)) continue;
      return read;
    }
    if (!is_kind(read, Kind::Bytes)) return raise(thread, TypeId::OSError, "read() should have returned a bytes object, not '%T'", read);
    const std::string_view bytes = read.as<Bytes>()->view();
    if (bytes.empty()) break;
    line.append(bytes);
    if (bytes.back() == '\n') break;
  }
  return Value(bytes_from(thread.heap(), line.view()));
}

Value base_iter(Thread& thread, Value self) {
  TRY(check_closed(thread, self));
  return self;
}
Value base_next(Thread& thread, Value self) {
  const Value line = TRY(call_method_with(thread, self, io_name(IoName::Readline)));
  if (line.is_none() || TRY(length(thread, line)) <= 0) return Value::unbound();
  return line;
}
Value base_readlines(Thread& thread, Value self, Value hint) {
  const int64_t limit = TRY(optional_size(thread, hint));
  List* lines = new_list(thread.heap());
  if (limit <= 0) {
    TRY(list_extend(thread, lines, self));
    return Value(lines);
  }
  const Value iterator = TRY(get_iterator(thread, self));
  for (int64_t total = 0; total <= limit;) {
    const Value line = TRY(iterator_next(thread, iterator));
    if (line.is_unbound()) break;
    const int64_t n = TRY(length(thread, line));
    if (!lines->append(thread.heap(), line)) return raise_memory_error(thread);
    if (n > limit - total) break;
    total += n;
    if (total >= limit) break;
  }
  return Value(lines);
}
Value base_writelines(Thread& thread, Value self, Value lines) {
  TRY(check_closed(thread, self));
  const Value iterator = TRY(get_iterator(thread, lines));
  for (;;) {
    const Value line = TRY(iterator_next(thread, iterator));
    if (line.is_unbound()) return Value::none();
    for (;;) {
      const Value written = call_method_with(thread, self, io_name(IoName::Write), line);
      if (!written.is_raised()) break;
      if (!clear_if_interrupted(thread)) return written;
    }
  }
}

const Method kBaseMethods[] = {
    {"__new__(*args, **kwargs)", base_new, ""},
    {"__iter__(self, /)", base_iter, "Implement iter(self)."},
    {"__next__(self, /)", &next_method<base_next>, "Implement next(self)."},
    {"__del__(self, /)", base_finalize, ""},
    {"seek(self, *args)", base_seek, "Change the stream position."},
    {"tell(self, /)", base_tell, "Return current stream position."},
    {"truncate(self, *args)", base_truncate, "Truncate file to size bytes."},
    {"flush(self, /)", base_flush, "Flush write buffers, if applicable."},
    {"close(self, /)", base_close, "Flush and close the IO object."},
    {"seekable(self, /)", base_false, "Return whether object supports random access."},
    {"readable(self, /)", base_false, "Return whether object was opened for reading."},
    {"writable(self, /)", base_false, "Return whether object was opened for writing."},
    {"_checkClosed(self, _ignored=None, /)", base_check_closed},
    {"_checkSeekable(self, _ignored=None, /)", base_check_seekable},
    {"_checkReadable(self, _ignored=None, /)", base_check_readable},
    {"_checkWritable(self, _ignored=None, /)", base_check_writable},
    {"fileno(self, /)", base_fileno, "Return underlying file descriptor if one exists."},
    {"isatty(self, /)", base_isatty, "Return whether this is an 'interactive' stream."},
    {"__enter__(self, /)", base_enter},
    {"__exit__(self, /, *args)", base_exit},
    {"readline(self, size=-1, /)", base_readline, "Read and return a line from the stream."},
    {"readlines(self, hint=-1, /)", base_readlines, "Return a list of lines from the stream."},
    {"writelines(self, lines, /)", base_writelines, "Write a list of lines to stream."},
};
const Getter kBaseGetters[] = {{"__dict__", get_dict, nullptr, nullptr}, {"closed", get_closed, nullptr, nullptr}};

// ---- _RawIOBase

Value raw_read(Thread& thread, Value self, int64_t size) {
  if (size < 0) return call_method_with(thread, self, io_name(IoName::Readall));
  const Value target = TRY(call_with(thread, Value(builtin_type(TypeId::ByteArrayType)), integer_value(thread.heap(), size)));
  const Value result = TRY(call_method_with(thread, self, io_name(IoName::Readinto), target));
  if (result.is_none()) return result;
  int64_t n = TRY(to_int64(thread, result, TypeId::ValueError));
  BufferView view;
  TRY(get_buffer(thread, target, &view));
  if (n < 0 || n > view.size) n = view.size;
  return Value(bytes_from(thread.heap(), view.view().substr(0, size_t(n))));
}
Value raw_readall(Thread& thread, Value self) {
  ByteBuilder all;
  bool any = false;
  for (;;) {
    const Value data = call_method_with(thread, self, io_name(IoName::Read), Value::integer(kDefaultBufferSize));
    if (data.is_raised()) {
      if (clear_if_interrupted(thread)) continue;
      return data;
    }
    if (data.is_none()) {
      if (!any) return data;
      break;
    }
    if (!is_kind(data, Kind::Bytes)) return raise(thread, TypeId::TypeError, "read() should return bytes");
    if (data.as<Bytes>()->length() == 0) break;
    any = true;
    all.append(data.as<Bytes>()->view());
  }
  Bytes* result = bytes_from(thread.heap(), all.view());
  return result ? Value(result) : Value(raise_memory_error(thread));
}
Value raw_unimplemented(Thread& thread, NativeCall) { return raise_with(thread, TypeId::NotImplementedError, {}); }

const Method kRawMethods[] = {
    {"read(self, size=-1, /)", raw_read},
    {"readall(self, /)", raw_readall, "Read until EOF, using multiple read() call."},
    {"readinto(self, *args)", raw_unimplemented},
    {"write(self, *args)", raw_unimplemented},
};

// ---- _BufferedIOBase

Value read_into(Thread& thread, Value self, Value buffer, IoName method) {
  BufferView view;
  TRY(get_buffer(thread, buffer, &view, BufferAccess::Write));
  const Value data = TRY(call_method_with(thread, self, io_name(method), integer_value(thread.heap(), view.size)));
  if (!is_kind(data, Kind::Bytes)) return raise(thread, TypeId::TypeError, "read() should return bytes");
  const std::string_view bytes = data.as<Bytes>()->view();
  if (int64_t(bytes.size()) > view.size) {
    return raise(thread, TypeId::ValueError, "read() returned too much data: %ld bytes requested, %ld returned", view.size, int64_t(bytes.size()));
  }
  memcpy(view.data, bytes.data(), bytes.size());
  return Value::integer(int64_t(bytes.size()));
}
Value buffered_base_readinto(Thread& thread, Value self, Value buffer) { return read_into(thread, self, buffer, IoName::Read); }
Value buffered_base_readinto1(Thread& thread, Value self, Value buffer) { return read_into(thread, self, buffer, IoName::Read1); }
Value no_detach(Thread& thread, Value) { return raise_unsupported(thread, "detach"); }
Value no_read(Thread& thread, NativeCall) { return raise_unsupported(thread, "read"); }
Value no_read1(Thread& thread, NativeCall) { return raise_unsupported(thread, "read1"); }
Value no_readline(Thread& thread, NativeCall) { return raise_unsupported(thread, "readline"); }
Value no_write(Thread& thread, NativeCall) { return raise_unsupported(thread, "write"); }

const Method kBufferedBaseMethods[] = {
    {"detach(self, /)", no_detach, "Disconnect this buffer from its underlying raw stream and return it."},
    {"read(self, *args)", no_read, "Read and return up to n bytes."},
    {"read1(self, *args)", no_read1, "Read and return up to n bytes, with at most one read() call."},
    {"readinto(self, buffer, /)", buffered_base_readinto},
    {"readinto1(self, buffer, /)", buffered_base_readinto1},
    {"write(self, *args)", no_write, "Write the given buffer to the IO stream."},
};

// ---- _TextIOBase

Value get_none(Thread&, Value) { return Value::none(); }
const Method kTextBaseMethods[] = {
    {"detach(self, *args)", [](Thread& thread, NativeCall) -> Value { return raise_unsupported(thread, "detach"); }, "Separate the underlying buffer from the stream."},
    {"read(self, *args)", no_read, "Read at most n characters from stream."},
    {"readline(self, *args)", no_readline, "Read until newline or EOF."},
    {"write(self, *args)", no_write, "Write string to stream."},
};
const Getter kTextBaseGetters[] = {
    {"encoding", get_none, nullptr, "Encoding of the text stream."},
    {"newlines", get_none, nullptr, "Line endings translated so far."},
    {"errors", get_none, nullptr, "The error setting of the decoder or encoder."},
};

constexpr uint32_t kStreamFlags = kTypeSubclassable | kTypeHasDict | kTypeWeakrefable;

}  // namespace

extern const TypeSpec kIOBaseSpec = {.name = "_io._IOBase",
                                     .doc = "The abstract base class for all I/O classes.",
                                     .layout = &kInstanceLayout,
                                     .kind = Kind::Instance,
                                     .native_size = sizeof(HeapObject),
                                     .flags = kStreamFlags,
                                     .methods = kBaseMethods,
                                     .getters = kBaseGetters,
                                     .next = base_next};
extern const TypeSpec kRawBaseSpec = {.name = "_io._RawIOBase", .doc = "Base class for raw binary I/O.", .flags = kStreamFlags, .methods = kRawMethods, .next = base_next};
extern const TypeSpec kBufferedBaseSpec = {
    .name = "_io._BufferedIOBase", .doc = "Base class for buffered IO objects.", .flags = kStreamFlags, .methods = kBufferedBaseMethods, .next = base_next};
extern const TypeSpec kTextBaseSpec = {
    .name = "_io._TextIOBase", .doc = "Base class for text I/O.", .flags = kStreamFlags, .methods = kTextBaseMethods, .getters = kTextBaseGetters, .next = base_next};

}  // namespace taipan::python::io

namespace taipan::python {
bool is_stream(Value value) { return io::g_types.io_base && is_subtype(type_of(value), io::g_types.io_base); }
}  // namespace taipan::python
