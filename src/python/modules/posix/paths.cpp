// python/modules/posix/paths.cpp -- arguments of system calls: paths, descriptors, identities, times.
//
// Room       python/modules/posix; the contract is in posix_private.h. Tests: CPython's test_posix
#include <cmath>
#include <cstdlib>
#include <cstring>

#include "python/modules/posix/posix_private.h"

namespace taipan::python::posix {

namespace {

const char* allowed(unsigned flags) {
  switch (flags) {
    case kPathOrDescriptor | kPathOrNone: return "string, bytes, os.PathLike, integer or None";
    case kPathOrDescriptor: return "string, bytes, os.PathLike or integer";
    case kPathOrNone: return "string, bytes, os.PathLike or None";
    default: return "string, bytes or os.PathLike";
  }
}

Result<int> descriptor_from(Thread& thread, Value index) {
  const Value integer = TRY(to_index(thread, index));
  int64_t wide;
  if (!integer_to_int64(integer, &wide)) wide = integer_sign(integer) < 0 ? INT64_MIN : INT64_MAX;
  if (wide > INT32_MAX) return raise(thread, TypeId::OverflowError, "fd is greater than maximum");
  if (wide < INT32_MIN) return raise(thread, TypeId::OverflowError, "fd is less than minimum");
  return int(wide);
}

}  // namespace

Result<Path> to_path(Thread& thread, Value value, const char* function, unsigned flags, const char* argument) {
  Path path;
  path.object = value;
  if (value.is_none() && (flags & kPathOrNone)) {
    path.text = ".";
    path.object = Value::unbound();
    return path;
  }
  Value inner = value;
  if (!as_string(value) && !is_kind(value, Kind::Bytes)) {
    if (is_index(value) && (flags & kPathOrDescriptor)) {
      const int fd = TRY(descriptor_from(thread, value));
      path.descriptor = fd;
      // A negative number is no descriptor, but the system call is to say so.
      if (fd < 0) path.descriptor = INT32_MAX;
      return path;
    }
    if (is_bytes_like(value)) {
      TRY(warn(thread, TypeId::DeprecationWarning, 1, "%s: %s should be %s, not %T", function, argument, allowed(flags), value));
      Bytes* bytes = TRY(bytes_of_buffer(thread, value));
      inner = Value(bytes);
    } else {
      inner = call_special(thread, value, Special::Fspath, {});
      if (inner.is_raised()) return Raised{};
      if (inner.is_unbound()) {
        return raise(thread, TypeId::TypeError, "%s: %s should be %s, not %T", function, argument, allowed(flags), value);
      }
      if (!as_string(inner) && !is_kind(inner, Kind::Bytes)) {
        return raise(thread, TypeId::TypeError, "expected %T.__fspath__() to return str or bytes, not %T", value, inner);
      }
      path.object = inner;
    }
  }
  if (String* text = as_string(inner)) {
    path.bytes = TRY(encode_filesystem(thread, text));
    if (path.bytes->view().find('\0') != std::string_view::npos) return raise(thread, TypeId::ValueError, "embedded null byte");
  } else {
    path.bytes = inner.as<Bytes>();
    path.wants_bytes = true;
    if (path.bytes->view().find('\0') != std::string_view::npos) {
      return raise(thread, TypeId::ValueError, "%s: embedded null character in %s", function, argument);
    }
  }
  path.text = reinterpret_cast<const char*>(path.bytes->data());
  return path;
}

Bytes* to_file_name(Thread& thread, Value value) {
  Value inner = value;
  if (!as_string(value) && !is_kind(value, Kind::Bytes)) {
    inner = call_special(thread, value, Special::Fspath, {});
    if (inner.is_raised()) return nullptr;
    if (inner.is_unbound()) return raise(thread, TypeId::TypeError, "expected str, bytes or os.PathLike object, not %T", value);
    if (!as_string(inner) && !is_kind(inner, Kind::Bytes)) {
      return raise(thread, TypeId::TypeError, "expected %T.__fspath__() to return str or bytes, not %T", value, inner);
    }
  }
  Bytes* bytes = as_string(inner) ? encode_filesystem(thread, as_string(inner)) : inner.as<Bytes>();
  if (bytes && bytes->view().find('\0') != std::string_view::npos) return raise(thread, TypeId::ValueError, "embedded null byte");
  return bytes;
}

Value name_value(Thread& thread, const char* text, bool as_bytes) {
  if (as_bytes) return Value(bytes_from(thread.heap(), text));
  return Value(decode_filesystem(thread, text));
}

Result<int> to_directory(Thread& thread, Value dir_fd) {
  if (dir_fd.is_none()) return AT_FDCWD;
  if (!is_index(dir_fd)) return raise(thread, TypeId::TypeError, "argument should be integer or None, not %T", dir_fd);
  return descriptor_from(thread, dir_fd);
}

Result<int> to_descriptor(Thread& thread, Value value) {
  Value number = value;
  if (!is_int_like(value)) {
    const Value method = TRY(get_attribute_or_unbound(thread, value, name(Name::Fileno)));
    if (method.is_unbound()) return raise(thread, TypeId::TypeError, "argument must be an int, or have a fileno() method.");
    number = TRY(call_with(thread, method));
    if (!is_int_like(number)) return raise(thread, TypeId::TypeError, "fileno() returned a non-integer");
  }
  int64_t wide = 0;
  if (!integer_to_int64(int_value_of(thread.heap(), number), &wide) || wide > INT32_MAX || wide < INT32_MIN) {
    return raise(thread, TypeId::OverflowError, "Python int too large to convert to C int");
  }
  if (wide < 0) return raise(thread, TypeId::ValueError, "file descriptor cannot be a negative integer (%d)", int(wide));
  return int(wide);
}

Raised raise_path(Thread& thread, const Path& path) { return raise_os_error(thread, errno, path.object); }
Raised raise_paths(Thread& thread, const Path& a, const Path& b) { return raise_os_error(thread, errno, a.object, b.object); }

Result<Moment> to_moment(Thread& thread, Value value) {
  Moment moment;
  if (is_float_like(value)) {
    const double d = float_value_of(value);
    if (std::isnan(d)) return raise(thread, TypeId::ValueError, "Invalid value NaN (not a number)");
    const double whole = std::floor(d);
    if (!(whole >= -9223372036854775808.0 && whole < 9223372036854775808.0)) {
      return raise(thread, TypeId::OverflowError, "timestamp out of range for platform time_t");
    }
    moment.seconds = int64_t(whole);
    moment.nanoseconds = int64_t(std::floor((d - whole) * 1e9));
    if (moment.nanoseconds >= 1000000000) {
      moment.nanoseconds -= 1000000000;
      moment.seconds++;
    }
    return moment;
  }
  const Value integer = TRY(to_index(thread, value));
  if (!integer_to_int64(integer, &moment.seconds)) return raise(thread, TypeId::OverflowError, "timestamp out of range for platform time_t");
  moment.nanoseconds = 0;
  return moment;
}

namespace {
Result<uint32_t> to_id(Thread& thread, Value value, const char* what) {
  if (!is_index(value)) return raise(thread, TypeId::TypeError, "%s should be integer, not %T", what, value);
  const Value integer = TRY(to_index(thread, value));
  int64_t wide;
  if (!integer_to_int64(integer, &wide)) wide = integer_sign(integer) < 0 ? INT64_MIN : INT64_MAX;
  if (wide == -1) return uint32_t(-1);
  if (wide < 0) return raise(thread, TypeId::OverflowError, "%s is less than minimum", what);
  if (wide >= int64_t{UINT32_MAX}) return raise(thread, TypeId::OverflowError, "%s is greater than maximum", what);
  return uint32_t(wide);
}
}  // namespace
Result<uint32_t> to_user_id(Thread& thread, Value value) { return to_id(thread, value, "uid"); }
Result<uint32_t> to_group_id(Thread& thread, Value value) { return to_id(thread, value, "gid"); }
Value id_value(Heap& heap, uint32_t id) {
  return integer_value(heap, id == uint32_t(-1) ? -1 : int64_t{id});
}

Result<int> to_configuration_name(Thread& thread, Value value, std::span<const NamedNumber> table) {
  if (is_int_like(value)) {
    int64_t wide;
    if (!integer_to_int64(int_value_of(thread.heap(), value), &wide) || wide != int(wide)) {
      return raise(thread, TypeId::OverflowError, "Python int too large to convert to C int");
    }
    return int(wide);
  }
  String* text = as_string(value);
  if (!text) return raise(thread, TypeId::TypeError, "configuration names must be strings or integers");
  for (const NamedNumber& row : table) {
    if (text->equals_ascii(row.name)) return row.value;
  }
  return raise(thread, TypeId::ValueError, "unrecognized configuration name");
}

TextArray::~TextArray() { free(items); }
bool TextArray::append(Heap& heap, Bytes* text) {
  if (!keep) keep = new_list(heap);
  if (!keep->append(heap, Value(text))) return false;
  if ((count & (count - 1)) == 0 || count == 0) {
    auto* grown = static_cast<const char**>(realloc(static_cast<void*>(items), (size_t(count) * 2 + 2) * sizeof(char*)));
    if (!grown) return false;
    items = grown;
  }
  items[count++] = reinterpret_cast<const char*>(text->data());
  items[count] = nullptr;
  return true;
}

Status to_arguments(Thread& thread, Value sequence, TextArray& out) {
  const Value items = TRY(fast_sequence(thread, sequence, "arguments must be a sequence"));
  const bool list = is_kind(items, Kind::List);
  for (int64_t i = 0; i < (list ? items.as<List>()->length() : items.as<Tuple>()->length()); i++) {
    Bytes* text = TRY(to_file_name(thread, list ? items.as<List>()->at(i) : items.as<Tuple>()->at(i)));
    if (!out.append(thread.heap(), text)) return raise_memory_error(thread);
  }
  if (!out.items) {
    out.items = static_cast<const char**>(calloc(1, sizeof(char*)));
    if (!out.items) return raise_memory_error(thread);
  }
  return ok_status();
}

Status to_environment(Thread& thread, Value mapping, TextArray& out, const char* message) {
  if (is_kind(mapping, Kind::Dict) == false && lookup_special(type_of(mapping), Special::GetItem).is_unbound()) {
    return raise(thread, TypeId::TypeError, "%s", message);
  }
  const Value keys = TRY(call_method_with(thread, mapping, name(Name::Keys)));
  List* all = TRY(list_from_iterable(thread, keys));
  for (int64_t i = 0; i < all->length(); i++) {
    const Value key = all->at(i);
    const Value value = TRY(get_item(thread, mapping, key));
    Bytes* key_bytes = TRY(to_file_name(thread, key));
    Bytes* value_bytes = TRY(to_file_name(thread, value));
    const std::string_view key_text = key_bytes->view();
    if (key_text.empty() || key_text.find('=', 1) != std::string_view::npos || key_text[0] == '=') {
      return raise(thread, TypeId::ValueError, "illegal environment variable name");
    }
    Bytes* pair = new_bytes(thread.heap(), key_bytes->length() + 1 + value_bytes->length());
    if (!pair) return raise_memory_error(thread);
    memcpy(pair->data_, key_bytes->data(), size_t(key_bytes->length()));
    pair->data_[key_bytes->length()] = '=';
    memcpy(pair->data_ + key_bytes->length() + 1, value_bytes->data(), size_t(value_bytes->length()));
    if (!out.append(thread.heap(), pair)) return raise_memory_error(thread);
  }
  if (!out.items) {
    out.items = static_cast<const char**>(calloc(1, sizeof(char*)));
    if (!out.items) return raise_memory_error(thread);
  }
  return ok_status();
}

}  // namespace taipan::python::posix
