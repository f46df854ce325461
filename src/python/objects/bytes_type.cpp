// python/objects/bytes_type.cpp -- the type `bytes`: its rows, making instances, comparison, hash.
//
// Room       python/objects. Methods shared with bytearray are in bytes_methods.h.
// Tests      tests/python/objects/bytes/, CPython's test_bytes
#include <cstddef>
#include <cstring>

#include "python/objects/bytes_methods.h"
#include "vm/layouts.h"

namespace taipan::python {

Bytes* make_bytes(Thread& thread, std::string_view data) {
  Bytes* made = bytes_from(thread.heap(), data);
  if (!made) return raise_memory_error(thread);
  return made;
}

namespace {

Result<int> listed_byte(Thread& thread, Value value) {
  if (value.is_int() && uint64_t(value.as_int()) < 256) [[likely]] return int(value.as_int());
  const int64_t byte = TRY(to_index_clamped(thread, value));
  if (byte < 0 || byte > 255) return raise(thread, TypeId::ValueError, "bytes must be in range(0, 256)");
  return int(byte);
}

Bytes* bytes_from_iterable(Thread& thread, Value iterable) {
  text::ByteBuffer out;
  const Status done = for_each(thread, iterable, [&](Value item) {
    Result<int> byte = listed_byte(thread, item);
    if (!byte.ok()) return false;
    out.append(uint8_t(byte.value()));
    return true;
  });
  if (!done.ok()) return nullptr;
  if (out.out_of_memory()) return raise_memory_error(thread);
  return make_bytes(thread, {reinterpret_cast<const char*>(out.data()), out.size()});
}

// A buffer, or an iterable of ints.
Bytes* bytes_from_contents(Thread& thread, Value value) {
  if (is_bytes_like(value)) return bytes_of_buffer(thread, value);
  if (is_exact_list(value) || is_exact_tuple(value)) return bytes_from_iterable(thread, value);
  if (!as_string(value)) {
    const Value iterator = get_iterator(thread, value);
    if (!iterator.is_raised()) return bytes_from_iterable(thread, iterator);
    if (!clear_if(thread, TypeId::TypeError)) return nullptr;
  }
  return raise(thread, TypeId::TypeError, "cannot convert '%T' object to bytes", value);
}

// Unbound when there is no __bytes__.
Value by_bytes_method(Thread& thread, Value value) {
  const Value result = TRY(call_special(thread, value, Special::Bytes, {}));
  if (result.is_unbound() || is_kind(result, Kind::Bytes)) return result;
  return raise(thread, TypeId::TypeError, "__bytes__ returned non-bytes (type %T)", result);
}

Value bytes_of(Thread& thread, Value source, Value encoding, Value errors) {
  if (!encoding.is_missing() || !errors.is_missing()) {
    String* text = source.is_missing() ? nullptr : as_string(source);
    if (!text) {
      return raise(thread, TypeId::TypeError,
                   encoding.is_missing() ? "errors without a string argument" : "encoding without a string argument");
    }
    if (encoding.is_missing()) return raise(thread, TypeId::TypeError, "string argument without an encoding");
    const char* encoding_name = TRY(c_text_argument(thread, encoding, "bytes", "encoding"));
    const char* error_handler = errors.is_missing() ? nullptr : TRY(c_text_argument(thread, errors, "bytes", "errors"));
    return detail::to_value(thread, encode(thread, text, encoding_name, error_handler));
  }
  if (source.is_missing()) return detail::to_value(thread, make_bytes(thread, {}));
  if (is_exact_bytes(source)) return source;
  const Value converted = TRY(by_bytes_method(thread, source));
  if (!converted.is_unbound()) return converted;
  if (as_string(source)) return raise(thread, TypeId::TypeError, "string argument without an encoding");
  if (is_index(source)) {
    Result<int64_t> size = to_size(thread, source, TypeId::OverflowError);
    if (size.ok()) {
      if (size.value() < 0) return raise(thread, TypeId::ValueError, "negative count");
      return BytesKind::fresh(thread, size.value()).value;
    }
    if (!clear_if(thread, TypeId::TypeError)) return Raised{};
  }
  return detail::to_value(thread, bytes_from_contents(thread, source));
}

Value bytes_new(Thread& thread, Type* cls, Value source, Value encoding, Value errors) {
  const Value made = TRY(bytes_of(thread, source, encoding, errors));
  if (cls == builtin_type(TypeId::Bytes)) return made;
  const std::string_view view = made.as<Bytes>()->view();
  auto* copy = static_cast<Bytes*>(allocate_instance_sized(thread.heap(), cls, sizeof(Bytes) + view.size() + 1));
  if (!copy) return raise_memory_error(thread);
  copy->length_ = int64_t(view.size());
  if (!view.empty()) memcpy(copy->data_, view.data(), view.size());
  return Value(copy);
}

String* bytes_repr(Thread& thread, Bytes* self) { return bytes_repr_of(thread, self->view()); }
String* bytes_str(Thread& thread, Bytes* self) {
  TRY(warn_bytes(thread, "str() on a bytes instance"));
  return bytes_repr_of(thread, self->view());
}

int64_t bytes_hash(Thread&, Bytes* self) {
  if (self->hash_ == 0) self->hash_ = hash_bytes(self->data(), size_t(self->length()));
  return int64_t(self->hash_);
}

template <Compare op>
Value bytes_compare(Thread& thread, Bytes* self, Value other_value) {
  if (!is_kind(other_value, Kind::Bytes)) {
    if (op == Compare::Equal || op == Compare::NotEqual) TRY(warn_byte_comparison(thread, "bytes", other_value));
    return Value::not_implemented();
  }
  const std::string_view a = self->view(), b = other_value.as<Bytes>()->view();
  switch (op) {
    case Compare::Equal: return Value::boolean(a == b);
    case Compare::NotEqual: return Value::boolean(a != b);
    case Compare::Less: return Value::boolean(a < b);
    case Compare::LessEqual: return Value::boolean(a <= b);
    case Compare::Greater: return Value::boolean(a > b);
    default: return Value::boolean(a >= b);
  }
}

Value bytes_getnewargs(Thread& thread, Value self) {
  return Value(tuple_of(thread.heap(), TRY(BytesKind::copy(thread, self))));
}
Value bytes_bytes(Thread& thread, Value self) { return BytesKind::copy(thread, self); }
int64_t bytes_sizeof(Thread&, Bytes* self) { return 33 + self->length(); }

using Shared = ByteMethods<BytesKind>;

const Method kMethods[] = {
    {"__new__(cls, source=<none>, encoding=<none>, errors=<none>)", bytes_new, "Create and return a new object."},
    {"__repr__(self, /)", bytes_repr, "Return repr(self)."},
    {"__hash__(self, /)", bytes_hash, "Return hash(self)."},
    {"__str__(self, /)", bytes_str, "Return str(self)."},
    {"__lt__(self, value, /)", bytes_compare<Compare::Less>, "Return self<value."},
    {"__le__(self, value, /)", bytes_compare<Compare::LessEqual>, "Return self<=value."},
    {"__eq__(self, value, /)", bytes_compare<Compare::Equal>, "Return self==value."},
    {"__ne__(self, value, /)", bytes_compare<Compare::NotEqual>, "Return self!=value."},
    {"__gt__(self, value, /)", bytes_compare<Compare::Greater>, "Return self>value."},
    {"__ge__(self, value, /)", bytes_compare<Compare::GreaterEqual>, "Return self>=value."},
    {"__getnewargs__(self, /)", bytes_getnewargs, ""},
    {"__bytes__(self, /)", bytes_bytes, "The value as an exact bytes object."},
    {"__sizeof__(self, /)", bytes_sizeof, "Returns size in memory, in bytes."},
    SHARED_BYTE_METHODS(Shared),
};

Status bytes_get(Thread& thread, Value owner, BufferView* view, BufferAccess access) {
  if (access == BufferAccess::Write) return raise(thread, TypeId::BufferError, "Object is not writable.");
  auto* self = owner.as<Bytes>();
  view->data = self->data_;
  view->size = self->length();
  view->read_only = true;
  return ok_status();
}
const BufferExporter kBytesBuffer = {.get = bytes_get};

}  // namespace

Bytes* bytes_from_object(Thread& thread, Value value) {
  if (is_exact_bytes(value)) return value.as<Bytes>();
  const Value converted = by_bytes_method(thread, value);
  if (converted.is_raised()) return nullptr;
  if (!converted.is_unbound()) return converted.as<Bytes>();
  return bytes_from_contents(thread, value);
}

extern const TypeSpec kBytesSpec = {
    .name = "bytes",
    .doc = "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\nbytes(bytes_or_buffer) -> bytes\n"
           "bytes(int) -> bytes of zeros\nbytes() -> empty bytes\n\nAn immutable sequence of bytes.",
    .layout = &kBytesLayout,
    .kind = Kind::Bytes,
    .native_size = sizeof(Bytes),
    .flags = kTypeSubclassable | kTypeMatchSelf,
    .variable_size = true,
    .methods = kMethods,
    .buffer = &kBytesBuffer,
};

}  // namespace taipan::python
