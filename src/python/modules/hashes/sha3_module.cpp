// python/modules/hashes/sha3_module.cpp -- the module _sha3: SHA-3 and SHAKE.
//
// Room       python/modules/hashes.
// Tests      tests/python/library/hashes_*.py; CPython's test_hashlib
#include "base/hashes/sha3.h"
#include "python/modules/hashes/hash_object.h"

namespace taipan::python {
namespace hash_modules {

namespace {

using hashes::Sha3;
using Variant = Sha3::Variant;

constexpr int kVariants = 6;

template <Variant variant>
Value sha3_new(Thread& thread, Type* cls, Value data, bool) {
  auto* made = new_hash(thread, cls, Sha3(variant));
  TRY(hash_update<Sha3>(thread, Value(made), data));
  return Value(made);
}

Bytes* sha3_digest(Thread& thread, Value self) {
  uint8_t digest[64];
  const Sha3& core = core_of<Sha3>(self);
  core.finish(digest, core.digest_size());
  return make_bytes(thread, {reinterpret_cast<const char*>(digest), core.digest_size()});
}
String* sha3_hexdigest(Thread& thread, Value self) {
  uint8_t digest[64];
  const Sha3& core = core_of<Sha3>(self);
  core.finish(digest, core.digest_size());
  return hex_text(thread, digest, core.digest_size());
}

// How many bytes of output are wanted.
Result<int64_t> digest_length(Thread& thread, Value length_value) {
  const int64_t length = TRY(to_index_clamped(thread, length_value));
  if (length < 0) return raise(thread, TypeId::ValueError, "value must be positive");
  if (length >= int64_t{1} << 29) return raise(thread, TypeId::ValueError, "length is too large");
  return length;
}
Bytes* shake_digest(Thread& thread, Value self, Value length_value) {
  const int64_t length = TRY(digest_length(thread, length_value));
  Bytes* out = new_bytes(thread.heap(), length);
  if (!out) return raise_memory_error(thread);
  core_of<Sha3>(self).finish(out->data_, size_t(length));
  return out;
}
String* shake_hexdigest(Thread& thread, Value self, Value length) {
  Bytes* digest = TRY(shake_digest(thread, self, length));
  return hex_text(thread, digest->data(), size_t(digest->length()));
}

Value get_block_bytes(Thread&, Value self) { return Value::integer(int64_t(core_of<Sha3>(self).rate())); }
Value get_size(Thread&, Value self) { return Value::integer(int64_t(core_of<Sha3>(self).digest_size())); }
Value get_capacity(Thread&, Value self) { return Value::integer(int64_t(core_of<Sha3>(self).capacity_bits())); }
Value get_rate(Thread&, Value self) { return Value::integer(int64_t(core_of<Sha3>(self).rate_bits())); }
Value get_suffix(Thread& thread, Value self) {
  const auto suffix = char(core_of<Sha3>(self).suffix());
  return detail::to_value(thread, make_bytes(thread, {&suffix, 1}));
}

#define FIXED_ROWS(variant)                                                                                     \
  {{"__new__(cls, data=b'', /, *, usedforsecurity=True)", sha3_new<variant>, "Create and return a new object."}, \
   {"copy(self, /)", hash_copy<Sha3>, "Return a copy of the hash object."},                                     \
   {"digest(self, /)", sha3_digest, "Return the digest value as a bytes object."},                              \
   {"hexdigest(self, /)", sha3_hexdigest, "Return the digest value as a string of hexadecimal digits."},        \
   {"update(self, data, /)", hash_update<Sha3>, "Update this hash object's state with the provided bytes-like object."}}
#define SHAKE_ROWS(variant)                                                                                     \
  {{"__new__(cls, data=b'', /, *, usedforsecurity=True)", sha3_new<variant>, "Create and return a new object."}, \
   {"copy(self, /)", hash_copy<Sha3>, "Return a copy of the hash object."},                                     \
   {"digest(self, length, /)", shake_digest, "Return the digest value as a bytes object."},                     \
   {"hexdigest(self, length, /)", shake_hexdigest, "Return the digest value as a string of hexadecimal digits."}, \
   {"update(self, data, /)", hash_update<Sha3>, "Update this hash object's state with the provided bytes-like object."}}

const Method kRows[kVariants][5] = {FIXED_ROWS(Variant::Bits224),  FIXED_ROWS(Variant::Bits256),  FIXED_ROWS(Variant::Bits384),
                                    FIXED_ROWS(Variant::Bits512),  SHAKE_ROWS(Variant::Shake128), SHAKE_ROWS(Variant::Shake256)};
const Getter kGetters[] = {
    {"block_size", get_block_bytes, nullptr, nullptr}, {"name", get_name, nullptr, nullptr},
    {"digest_size", get_size, nullptr, nullptr},       {"_capacity_bits", get_capacity, nullptr, nullptr},
    {"_rate_bits", get_rate, nullptr, nullptr},        {"_suffix", get_suffix, nullptr, nullptr},
};

TypeSpec spec_of(const char* name, const char* doc, std::span<const Method> methods) {
  return {.name = name,
          .doc = doc,
          .layout = &kHashLayout,
          .kind = kind(PythonKind::Other),
          .native_size = sizeof(HashObject<Sha3>),
          .methods = methods,
          .getters = kGetters};
}
const TypeSpec kSpecs[kVariants] = {
    spec_of("_sha3.sha3_224", "Return a new SHA3 hash object with a digest of 28 bytes.", kRows[0]),
    spec_of("_sha3.sha3_256", "Return a new SHA3 hash object with a digest of 32 bytes.", kRows[1]),
    spec_of("_sha3.sha3_384", "Return a new SHA3 hash object with a digest of 48 bytes.", kRows[2]),
    spec_of("_sha3.sha3_512", "Return a new SHA3 hash object with a digest of 64 bytes.", kRows[3]),
    spec_of("_sha3.shake_128", "Return a new SHAKE hash object.", kRows[4]),
    spec_of("_sha3.shake_256", "Return a new SHAKE hash object.", kRows[5]),
};

Status execute(Thread& thread, Module* module) {
  for (const TypeSpec& spec : kSpecs) TRY(module_add(thread, module, strchr(spec.name, '.') + 1, Value(define_type(thread, spec))));
  TRY(module_add(thread, module, "keccakopt", Value::integer(0)));
  return module_add(thread, module, "implementation", Value(intern(thread.heap(), "taipan")));
}

}  // namespace
}  // namespace hash_modules

extern const ModuleSpec kSha3Module = {.name = "_sha3", .execute = hash_modules::execute};

}  // namespace taipan::python
