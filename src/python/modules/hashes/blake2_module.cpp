// python/modules/hashes/blake2_module.cpp -- the module _blake2: BLAKE2b and BLAKE2s.
//
// Room       python/modules/hashes.
// Tests      tests/python/library/hashes_*.py; CPython's test_hashlib
#include <string>

#include "base/hashes/blake2.h"
#include "python/modules/hashes/hash_object.h"
#include "vm/integer.h"

namespace taipan::python {
namespace hash_modules {

namespace {

using hashes::Blake2b;
using hashes::Blake2s;

// An unsigned parameter: negative and huge numbers have their own errors.
Result<uint64_t> unsigned_of(Thread& thread, Value value) {
  if (!is_int_like(value)) return raise(thread, TypeId::TypeError, "an integer is required");
  if (integer_sign(value) < 0) return raise(thread, TypeId::ValueError, "value must be positive");
  uint64_t number;
  if (integer_to_uint64(value, &number)) return number;
  return raise(thread, TypeId::OverflowError, "int too big to convert");
}

template <class Core>
Value blake2_new(Thread& thread, Type* cls, Value data, int digest_size, Value key_value, Value salt_value, Value person_value, int fanout,
                 int depth, Value leaf_size_value, Value node_offset_value, int node_depth, int inner_size, bool last_node, bool) {
  hashes::Blake2Parameters parameters;
  BufferView input, key, salt, person;
  TRY(get_buffer(thread, key_value, &key));
  TRY(get_buffer(thread, salt_value, &salt));
  TRY(get_buffer(thread, person_value, &person));
  if (digest_size <= 0 || size_t(digest_size) > Core::kMaximumDigestSize) {
    return raise(thread, TypeId::ValueError, "digest_size must be between 1 and %d bytes", int(Core::kMaximumDigestSize));
  }
  parameters.digest_size = size_t(digest_size);
  uint8_t salt_bytes[Core::kSaltSize] = {}, person_bytes[Core::kPersonSize] = {};
  if (size_t(salt.size) > sizeof salt_bytes) {
    return raise(thread, TypeId::ValueError, "maximum salt length is %d bytes", int(sizeof salt_bytes));
  }
  if (salt.size != 0) memcpy(salt_bytes, salt.data, size_t(salt.size));
  parameters.salt = salt_bytes;
  if (size_t(person.size) > sizeof person_bytes) {
    return raise(thread, TypeId::ValueError, "maximum person length is %d bytes", int(sizeof person_bytes));
  }
  if (person.size != 0) memcpy(person_bytes, person.data, size_t(person.size));
  parameters.person = person_bytes;
  if (fanout < 0 || fanout > 255) return raise(thread, TypeId::ValueError, "fanout must be between 0 and 255");
  if (depth <= 0 || depth > 255) return raise(thread, TypeId::ValueError, "depth must be between 1 and 255");
  const uint64_t leaf_size = TRY(unsigned_of(thread, leaf_size_value));
  if (leaf_size > UINT32_MAX) return raise(thread, TypeId::OverflowError, "leaf_size is too large");
  const uint64_t node_offset = TRY(unsigned_of(thread, node_offset_value));
  if (node_offset > Core::kMaximumNodeOffset) return raise(thread, TypeId::OverflowError, "node_offset is too large");
  if (node_depth < 0 || node_depth > 255) return raise(thread, TypeId::ValueError, "node_depth must be between 0 and 255");
  if (inner_size < 0 || size_t(inner_size) > Core::kMaximumDigestSize) {
    return raise(thread, TypeId::ValueError, "inner_size must be between 0 and is %d", int(Core::kMaximumDigestSize));
  }
  if (size_t(key.size) > Core::kMaximumKeySize) {
    return raise(thread, TypeId::ValueError, "maximum key length is %d bytes", int(Core::kMaximumKeySize));
  }
  parameters.key = key.data;
  parameters.key_size = size_t(key.size);
  parameters.fanout = uint8_t(fanout);
  parameters.depth = uint8_t(depth);
  parameters.leaf_size = uint32_t(leaf_size);
  parameters.node_offset = node_offset;
  parameters.node_depth = uint8_t(node_depth);
  parameters.inner_size = uint8_t(inner_size);
  parameters.last_node = last_node;
  auto* made = new_hash(thread, cls, Core(parameters));
  TRY(take_input(thread, data, &input));
  made->core.update(input.data, size_t(input.size));
  return Value(made);
}

#define SIGNATURE(digest_size)                                                                                              \
  "__new__(cls, data=b'', /, *, digest_size=" digest_size ", key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0, " \
  "node_offset=0, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True)"

#define ROWS(Core, digest_size)                                                                             \
  {SIGNATURE(digest_size), blake2_new<Core>, "Return a new BLAKE2 hash object."},                           \
  {"copy(self, /)", hash_copy<Core>, "Return a copy of the hash object."},                                  \
  {"digest(self, /)", hash_digest<Core>, "Return the digest value as a bytes object."},                     \
  {"hexdigest(self, /)", hash_hexdigest<Core>, "Return the digest value as a string of hexadecimal digits."}, \
  {"update(self, data, /)", hash_update<Core>, "Update this hash object's state with the provided bytes-like object."}

const Method kBlake2bMethods[] = {ROWS(Blake2b, "64")};
const Method kBlake2sMethods[] = {ROWS(Blake2s, "32")};

template <class Core>
const Getter kGetters[] = {
    {"name", get_name, nullptr, nullptr},
    {"block_size", get_block_size<Core>, nullptr, nullptr},
    {"digest_size", get_digest_size<Core>, nullptr, nullptr},
};

const TypeSpec kBlake2bSpec = {.name = "_blake2.blake2b",
                               .doc = "Return a new BLAKE2b hash object.",
                               .layout = &kHashLayout,
                               .kind = kind(PythonKind::Other),
                               .native_size = sizeof(HashObject<Blake2b>),
                               .methods = kBlake2bMethods,
                               .getters = kGetters<Blake2b>};
const TypeSpec kBlake2sSpec = {.name = "_blake2.blake2s",
                               .doc = "Return a new BLAKE2s hash object.",
                               .layout = &kHashLayout,
                               .kind = kind(PythonKind::Other),
                               .native_size = sizeof(HashObject<Blake2s>),
                               .methods = kBlake2sMethods,
                               .getters = kGetters<Blake2s>};

// The sizes are attributes of the class, and of the module under a longer name.
template <class Core>
Status add(Thread& thread, Module* module, const TypeSpec& spec, const char* name, const std::string& prefix) {
  Heap& heap = thread.heap();
  Type* type = define_type(thread, spec);
  const std::pair<const char*, size_t> sizes[] = {{"SALT_SIZE", Core::kSaltSize},
                                                  {"PERSON_SIZE", Core::kPersonSize},
                                                  {"MAX_KEY_SIZE", Core::kMaximumKeySize},
                                                  {"MAX_DIGEST_SIZE", Core::kMaximumDigestSize}};
  for (const auto& [key, size] : sizes) {
    dict_set(heap, type->dict, intern(heap, key), Value::integer(int64_t(size)));
    TRY(module_add(thread, module, prefix + key, Value::integer(int64_t(size))));
  }
  return module_add(thread, module, name, Value(type));
}

Status execute(Thread& thread, Module* module) {
  TRY(add<Blake2b>(thread, module, kBlake2bSpec, "blake2b", "BLAKE2B_"));
  return add<Blake2s>(thread, module, kBlake2sSpec, "blake2s", "BLAKE2S_");
}

}  // namespace
}  // namespace hash_modules

extern const ModuleSpec kBlake2Module = {.name = "_blake2", .doc = "_blake2b provides BLAKE2b for hashlib\n", .execute = hash_modules::execute};

}  // namespace taipan::python
