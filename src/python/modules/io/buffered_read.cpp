// python/modules/io/buffered_read.cpp -- reading from BufferedReader and BufferedRandom.
//
// Room       python/modules/io; see buffered.cpp. Tests: CPython's test_io
#include <cstring>

#include "python/modules/io/buffered_private.h"

namespace taipan::python::io {

int64_t raw_read(Thread& thread, Buffered* self, uint8_t* data, int64_t size) {
  if (self->plain_raw) {
    const int64_t n = file_read(thread, self->raw.as<FileIO>(), data, size);
    if (n > 0 && self->raw_position >= 0) self->raw_position += n;
    return n;
  }
  const Value target = call_with(thread, Value(builtin_type(TypeId::ByteArrayType)), integer_value(thread.heap(), size));
  if (target.is_raised()) return -1;
  const Value window = call_with(thread, Value(builtin_type(TypeId::MemoryView)), target);
  if (window.is_raised()) return -1;
  Value result;
  do {
    result = call_method_with(thread, self->raw, io_name(IoName::Readinto), window);
  } while (result.is_raised() && clear_if_interrupted(thread));
  if (result.is_raised()) return -1;
  if (result.is_none()) return -2;
  const auto count = to_int64(thread, result, TypeId::ValueError);
  if (!count.ok()) {
    (void)raise_from_current(thread, TypeId::OSError, "raw readinto() failed");
    return -1;
  }
  const int64_t n = const_cast<Result<int64_t>&>(count).value();
  if (n < 0 || n > size) {
    raise(thread, TypeId::OSError, "raw readinto() returned invalid length %ld (should have been between 0 and %ld)", n, size);
    return -1;
  }
  BufferView view;
  if (!get_buffer(thread, target, &view).ok()) return -1;
  memcpy(data, view.data, size_t(n));
  if (n > 0 && self->raw_position >= 0) self->raw_position += n;
  return n;
}

// Reads behind what is unread; starts at the front when nothing is.
int64_t fill(Thread& thread, Buffered* self) {
  ByteArray* storage = read_storage(thread, self);
  if (!storage) return -1;
  const int64_t start = unread(self) > 0 ? self->read_end : 0;
  if (start == 0) forget_unread(self);
  const int64_t n = raw_read(thread, self, storage->data + start, self->buffer_size - start);
  if (n > 0) self->read_end = start + n;
  return n;
}

namespace {

Bytes* make_bytes(Thread& thread, const uint8_t* data, int64_t size) {
  Bytes* bytes = bytes_from(thread.heap(), {reinterpret_cast<const char*>(data), size_t(size)});
  if (!bytes) return raise_memory_error(thread);
  return bytes;
}

Status prepare_reading(Thread& thread, Buffered* self) {
  if (self->writable && unwritten(self) > 0) return synchronize(thread, self);
  return ok_status();
}

// Everything up to the end, by the raw stream's readall if it has one.
Value read_all(Thread& thread, Buffered* self) {
  const int64_t have = unread(self);
  ByteBuilder all;
  if (have > 0) all.append(self->read_storage->data + self->read_position, size_t(have));
  if (self->writable) TRY(synchronize(thread, self));
  forget_unread(self);
  const Value readall = TRY(get_attribute_or_unbound(thread, self->raw, io_name(IoName::Readall)));
  if (!readall.is_unbound()) {
    const Value rest = TRY(call_with(thread, readall));
    self->raw_position = -1;
    if (rest.is_none()) return have > 0 ? Value(bytes_from(thread.heap(), all.view())) : rest;
    if (!is_kind(rest, Kind::Bytes)) return raise(thread, TypeId::TypeError, "readall() should return bytes");
    if (have == 0) return rest;
    all.append(rest.as<Bytes>()->view());
  } else {
    for (;;) {
      const Value data = TRY(call_method_with(thread, self->raw, io_name(IoName::Read)));
      if (!data.is_none() && !is_kind(data, Kind::Bytes)) return raise(thread, TypeId::TypeError, "read() should return bytes");
      if (data.is_none() || data.as<Bytes>()->length() == 0) {
        if (all.size() == 0) return data;
        break;
      }
      all.append(data.as<Bytes>()->view());
      if (self->raw_position >= 0) self->raw_position += data.as<Bytes>()->length();
    }
  }
  Bytes* bytes = bytes_from(thread.heap(), all.view());
  return bytes ? Value(bytes) : Value(raise_memory_error(thread));
}

Value read_count(Thread& thread, Buffered* self, int64_t size) {
  const int64_t have = unread(self);
  Bytes* result = new_bytes(thread.heap(), size);
  if (!result) return raise_memory_error(thread);
  int64_t filled = have;
  if (have > 0) memcpy(result->data_, self->read_storage->data + self->read_position, size_t(have));
  TRY(prepare_reading(thread, self));
  forget_unread(self);
  auto partial = [&]() -> Value {
    return filled == size ? Value(result) : Value(bytes_from(thread.heap(), result->view().substr(0, size_t(filled))));
  };
  // Whole blocks go to their place, the rest through the storage.
  while (size - filled >= self->buffer_size) {
    const int64_t blocks = (size - filled) / self->buffer_size * self->buffer_size;
    const int64_t n = raw_read(thread, self, result->data_ + filled, blocks);
    if (n == -1) return Value::raised();
    if (n <= 0) return n == -2 && filled == 0 ? Value::none() : partial();
    filled += n;
  }
  while (filled < size) {
    const int64_t n = fill(thread, self);
    if (n == -1) return Value::raised();
    if (n <= 0) return n == -2 && filled == 0 ? Value::none() : partial();
    const int64_t taken = n < size - filled ? n : size - filled;
    memcpy(result->data_ + filled, self->read_storage->data + self->read_position, size_t(taken));
    self->read_position += taken;
    filled += taken;
  }
  return Value(result);
}

Value read_into(Thread& thread, Buffered* self, Value buffer, bool once) {
  TRY(buffered_check(thread, self));
  TRY(buffered_check_open(thread, self, "readinto of closed file"));
  BufferView view;
  TRY(get_buffer(thread, buffer, &view, BufferAccess::Write));
  Inside inside(thread, self);
  if (!inside) return Value::raised();
  int64_t written = unread(self) < view.size ? unread(self) : view.size;
  if (written > 0) {
    memcpy(view.data, self->read_storage->data + self->read_position, size_t(written));
    self->read_position += written;
  }
  if (written == view.size) return integer_value(thread.heap(), written);
  TRY(prepare_reading(thread, self));
  while (written < view.size) {
    const int64_t left = view.size - written;
    int64_t n = 0;
    if (left > self->buffer_size) {
      n = raw_read(thread, self, view.data + written, left);
      if (n > 0) {
        written += n;
        if (once) break;
        continue;
      }
    } else if (!(once && written > 0)) {
      n = fill(thread, self);
      if (n > 0) {
        if (n > left) n = left;
        memcpy(view.data + written, self->read_storage->data + self->read_position, size_t(n));
        self->read_position += n;
        written += n;
        continue;
      }
    }
    if (n == -1) return Value::raised();
    if (n == -2 && written == 0) return Value::none();
    break;
  }
  return integer_value(thread.heap(), written);
}

// A line of at most `limit` bytes (negative: any length).
Value read_line(Thread& thread, Buffered* self, int64_t limit) {
  TRY(buffered_check_open(thread, self, "readline of closed file"));
  // The line may be there already.
  int64_t have = unread(self);
  if (limit >= 0 && have > limit) have = limit;
  if (have > 0) {
    const uint8_t* start = self->read_storage->data + self->read_position;
    const auto* end = static_cast<const uint8_t*>(memchr(start, '\n', size_t(have)));
    if (end || have == limit) {
      const int64_t n = end ? end - start + 1 : have;
      self->read_position += n;
      return Value(make_bytes(thread, start, n));
    }
  }
  Inside inside(thread, self);
  if (!inside) return Value::raised();
  ByteBuilder line;
  if (have > 0) {
    line.append(self->read_storage->data + self->read_position, size_t(have));
    self->read_position += have;
  }
  TRY(prepare_reading(thread, self));
  for (;;) {
    if (limit >= 0 && int64_t(line.size()) >= limit) break;
    const int64_t n = fill(thread, self);
    if (n == -1) return Value::raised();
    if (n <= 0) break;
    int64_t room = n;
    if (limit >= 0 && room > limit - int64_t(line.size())) room = limit - int64_t(line.size());
    const uint8_t* start = self->read_storage->data + self->read_position;
    const auto* end = static_cast<const uint8_t*>(memchr(start, '\n', size_t(room)));
    if (end) room = end - start + 1;
    self->read_position += room;
    if (end && line.size() == 0) return Value(make_bytes(thread, start, room));
    line.append(start, size_t(room));
    if (end) break;
  }
  return Value(make_bytes(thread, line.data(), int64_t(line.size())));
}

}  // namespace

Value buffered_read(Thread& thread, Buffered* self, Value size_value) {
  TRY(buffered_check(thread, self));
  const int64_t size = TRY(optional_size(thread, size_value));
  if (size < -1) return raise(thread, TypeId::ValueError, "read length must be non-negative or -1");
  TRY(buffered_check_open(thread, self, "read of closed file"));
  if (size >= 0 && size <= unread(self)) {
    const uint8_t* start = self->read_storage ? self->read_storage->data + self->read_position : nullptr;
    self->read_position += size;
    return Value(make_bytes(thread, start, size));
  }
  Inside inside(thread, self);
  if (!inside) return Value::raised();
  return size < 0 ? read_all(thread, self) : read_count(thread, self, size);
}

Value buffered_peek(Thread& thread, Buffered* self, int64_t) {
  TRY(buffered_check(thread, self));
  TRY(buffered_check_open(thread, self, "peek of closed file"));
  Inside inside(thread, self);
  if (!inside) return Value::raised();
  TRY(prepare_reading(thread, self));
  if (unread(self) == 0 && fill(thread, self) == -1) return Value::raised();
  if (unread(self) == 0) return Value(make_bytes(thread, nullptr, 0));
  return Value(make_bytes(thread, self->read_storage->data + self->read_position, unread(self)));
}

Value buffered_read1_method(Thread& thread, Buffered* self, int64_t size) {
  TRY(buffered_check(thread, self));
  if (size < 0) size = self->buffer_size;
  TRY(buffered_check_open(thread, self, "read of closed file"));
  if (size == 0) return Value(make_bytes(thread, nullptr, 0));
  Inside inside(thread, self);
  if (!inside) return Value::raised();
  const int64_t have = unread(self);
  if (have > 0) {
    const int64_t n = have < size ? have : size;
    const uint8_t* start = self->read_storage->data + self->read_position;
    self->read_position += n;
    return Value(make_bytes(thread, start, n));
  }
  TRY(prepare_reading(thread, self));
  forget_unread(self);
  if (size <= self->buffer_size) {
    ByteArray* storage = TRY(read_storage(thread, self));
    const int64_t n = raw_read(thread, self, storage->data, size);
    if (n == -1) return Value::raised();
    return Value(make_bytes(thread, storage->data, n < 0 ? 0 : n));
  }
  Bytes* result = new_bytes(thread.heap(), size);
  if (!result) return raise_memory_error(thread);
  const int64_t n = raw_read(thread, self, result->data_, size);
  if (n == -1) return Value::raised();
  return n == size ? Value(result) : Value(make_bytes(thread, result->data(), n < 0 ? 0 : n));
}
Value buffered_read1(Thread& thread, Value self, int64_t size) { return buffered_read1_method(thread, self.as<Buffered>(), size); }

Value buffered_readinto(Thread& thread, Buffered* self, Value buffer) { return read_into(thread, self, buffer, false); }
Value buffered_readinto1(Thread& thread, Buffered* self, Value buffer) { return read_into(thread, self, buffer, true); }

Value buffered_readline(Thread& thread, Buffered* self, Value size) {
  TRY(buffered_check(thread, self));
  return read_line(thread, self, TRY(optional_size(thread, size)));
}

Value buffered_next(Thread& thread, Value value) {
  auto* self = value.as<Buffered>();
  TRY(buffered_check(thread, self));
  const Type* type = type_of(value);
  Value line;
  if (type == g_types.reader || type == g_types.random) {
    line = TRY(read_line(thread, self, -1));
  } else {
    line = TRY(call_method_with(thread, value, io_name(IoName::Readline)));
    if (!is_kind(line, Kind::Bytes)) {
      return raise(thread, TypeId::OSError, "readline() should have returned a bytes object, not '%T'", line);
    }
  }
  return line.as<Bytes>()->length() == 0 ? Value::unbound() : line;
}

}  // namespace taipan::python::io
