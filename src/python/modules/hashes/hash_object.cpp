// python/modules/hashes/hash_object.cpp -- what the objects of all hash modules share.
//
// Room       python/modules/hashes.
// Tests      tests/python/library/hashes_*.py; CPython's test_hashlib
#include "python/modules/hashes/hash_object.h"

namespace taipan::python::hash_modules {

extern const Layout kHashLayout = {.name = "hash", .size = size_from_shape, .trace = trace_attributes};

Status take_input(Thread& thread, Value value, BufferView* view) {
  if (as_string(value)) return raise(thread, TypeId::TypeError, "Strings must be encoded before hashing");
  if (!is_bytes_like(value)) return raise(thread, TypeId::TypeError, "object supporting the buffer API required");
  TRY(get_buffer(thread, value, view));
  if (view->dimensions <= 1) return ok_status();
  return raise(thread, TypeId::BufferError, "Buffer must be single dimension");
}

String* hex_text(Thread& thread, const uint8_t* data, size_t size) {
  text::ByteBuffer out;
  transfer::append_hexadecimal(out, data, size);
  String* text = string_from_latin1(thread.heap(), {reinterpret_cast<const char*>(out.data()), out.size()});
  if (!text) return raise_memory_error(thread);
  return text;
}

Value get_name(Thread&, Value self) { return Value(type_of(self)->name); }

}  // namespace taipan::python::hash_modules
