// python/modules/hashes/hash_object.h -- what the objects of all hash modules share.
//
// Room       python/modules/hashes; the algorithms are in base/hashes.
// Tests      tests/python/library/hashes_*.py; CPython's test_hashlib
#pragma once

#include <cstring>
#include <new>

#include "base/transfer/hexadecimal.h"
#include "python/objects/bytes.h"
#include "python/objects/buffer.h"
#include "python/objects/objects.h"
#include "vm/layouts.h"

namespace taipan::python::hash_modules {

// The bytes to be hashed: TypeError for texts and what is no buffer.
Status take_input(Thread& thread, Value value, BufferView* view);

template <class Core>
struct HashObject : HeapObject {
  Core core;
};

extern const Layout kHashLayout;

template <class Core>
HashObject<Core>* new_hash(Thread& thread, Type* type, const Core& core) {
  auto* made = static_cast<HashObject<Core>*>(allocate_instance(thread.heap(), type));
  new (&made->core) Core(core);
  return made;
}

template <class Core>
Core& core_of(Value self) {
  return self.as<HashObject<Core>>()->core;
}

template <class Core>
Value hash_copy(Thread& thread, Value self) {
  return Value(new_hash(thread, type_of(self), core_of<Core>(self)));
}
template <class Core>
Status hash_update(Thread& thread, Value self, Value data) {
  BufferView view;
  TRY(take_input(thread, data, &view));
  core_of<Core>(self).update(view.data, size_t(view.size));
  return ok_status();
}

// A digest of any hash: at most 64 bytes.
template <class Core>
size_t digest_size_of(const Core& core) {
  if constexpr (requires { Core::kDigestSize; }) {
    return Core::kDigestSize;
  } else {
    return core.digest_size();
  }
}
template <class Core>
Bytes* hash_digest(Thread& thread, Value self) {
  uint8_t digest[64];
  core_of<Core>(self).finish(digest);
  return make_bytes(thread, {reinterpret_cast<const char*>(digest), digest_size_of(core_of<Core>(self))});
}
String* hex_text(Thread& thread, const uint8_t* data, size_t size);
template <class Core>
String* hash_hexdigest(Thread& thread, Value self) {
  uint8_t digest[64];
  core_of<Core>(self).finish(digest);
  return hex_text(thread, digest, digest_size_of(core_of<Core>(self)));
}

template <class Core>
Value get_block_size(Thread&, Value) {
  return Value::integer(int64_t(Core::kBlockSize));
}
template <class Core>
Value get_digest_size(Thread&, Value self) {
  return Value::integer(int64_t(digest_size_of(core_of<Core>(self))));
}
// Hash classes are called as their algorithm is.
Value get_name(Thread& thread, Value self);

}  // namespace taipan::python::hash_modules
