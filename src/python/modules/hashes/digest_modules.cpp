// python/modules/hashes/digest_modules.cpp -- the modules _md5, _sha1, _sha256 and _sha512.
//
// Room       python/modules/hashes.
// Tests      tests/python/library/hashes_*.py; CPython's test_hashlib
#include "base/hashes/md5.h"
#include "base/hashes/sha1.h"
#include "base/hashes/sha2.h"
#include "python/modules/hashes/hash_object.h"

namespace taipan::python {
namespace hash_modules {

namespace {

// The rows of one algorithm's class.
template <class Core>
const Method kMethods[] = {
    {"copy(self, /)", hash_copy<Core>, "Return a copy of the hash object."},
    {"digest(self, /)", hash_digest<Core>, "Return the digest value as a bytes object."},
    {"hexdigest(self, /)", hash_hexdigest<Core>, "Return the digest value as a string of hexadecimal digits."},
    {"update(self, obj, /)", hash_update<Core>, "Update this hash object's state with the provided string."},
};
template <class Core>
const Getter kGetters[] = {
    {"block_size", get_block_size<Core>, nullptr, nullptr},
    {"name", get_name, nullptr, nullptr},
    {"digest_size", get_digest_size<Core>, nullptr, nullptr},
};
template <class Core>
constexpr TypeSpec spec_of(const char* name, std::span<const Method> methods, std::span<const Getter> getters) {
  return {.name = name,
          .layout = &kHashLayout,
          .kind = kind(PythonKind::Other),
          .native_size = sizeof(HashObject<Core>),
          .flags = kTypeNoInstantiation,
          .methods = methods,
          .getters = getters};
}

using hashes::Md5;
using hashes::Sha1;
using hashes::Sha256;
using hashes::Sha512;

const TypeSpec kMd5Spec = spec_of<Md5>("_md5.md5", kMethods<Md5>, kGetters<Md5>);
const TypeSpec kSha1Spec = spec_of<Sha1>("_sha1.sha1", kMethods<Sha1>, kGetters<Sha1>);
const TypeSpec kSha224Spec = spec_of<Sha256>("_sha256.sha224", kMethods<Sha256>, kGetters<Sha256>);
const TypeSpec kSha256Spec = spec_of<Sha256>("_sha256.sha256", kMethods<Sha256>, kGetters<Sha256>);
const TypeSpec kSha384Spec = spec_of<Sha512>("_sha512.sha384", kMethods<Sha512>, kGetters<Sha512>);
const TypeSpec kSha512Spec = spec_of<Sha512>("_sha512.sha512", kMethods<Sha512>, kGetters<Sha512>);

enum Algorithm { kMd5, kSha1, kSha224, kSha256, kSha384, kSha512, kAlgorithmCount };
Type* g_types[kAlgorithmCount];

template <class Core, auto make_core, Algorithm algorithm>
Value new_of(Thread& thread, Value data, bool) {
  auto* made = new_hash(thread, g_types[algorithm], make_core());
  TRY(hash_update<Core>(thread, Value(made), data));
  return Value(made);
}

const Method kMd5Functions[] = {
    {"md5(string=b'', *, usedforsecurity=True)", new_of<Md5, [] { return Md5(); }, kMd5>, "Return a new MD5 hash object."},
};
const Method kSha1Functions[] = {
    {"sha1(string=b'', *, usedforsecurity=True)", new_of<Sha1, [] { return Sha1(); }, kSha1>, "Return a new SHA1 hash object."},
};
const Method kSha256Functions[] = {
    {"sha256(string=b'', *, usedforsecurity=True)", new_of<Sha256, [] { return Sha256(); }, kSha256>, "Return a new SHA-256 hash object."},
    {"sha224(string=b'', *, usedforsecurity=True)", new_of<Sha256, [] { return Sha256(Sha256::Variant::Bits224); }, kSha224>,
     "Return a new SHA-224 hash object."},
};
const Method kSha512Functions[] = {
    {"sha512(string=b'', *, usedforsecurity=True)", new_of<Sha512, [] { return Sha512(); }, kSha512>, "Return a new SHA-512 hash object."},
    {"sha384(string=b'', *, usedforsecurity=True)", new_of<Sha512, [] { return Sha512(Sha512::Variant::Bits384); }, kSha384>,
     "Return a new SHA-384 hash object."},
};

Status add_type(Thread& thread, Module* module, Algorithm algorithm, const TypeSpec& spec, const char* name) {
  if (!g_types[algorithm]) g_types[algorithm] = define_type(thread, spec);
  return module_add(thread, module, name, Value(g_types[algorithm]));
}
Status execute_md5(Thread& thread, Module* module) { return add_type(thread, module, kMd5, kMd5Spec, "MD5Type"); }
Status execute_sha1(Thread& thread, Module* module) { return add_type(thread, module, kSha1, kSha1Spec, "SHA1Type"); }
Status execute_sha256(Thread& thread, Module* module) {
  TRY(add_type(thread, module, kSha224, kSha224Spec, "SHA224Type"));
  return add_type(thread, module, kSha256, kSha256Spec, "SHA256Type");
}
Status execute_sha512(Thread& thread, Module* module) {
  TRY(add_type(thread, module, kSha384, kSha384Spec, "SHA384Type"));
  return add_type(thread, module, kSha512, kSha512Spec, "SHA512Type");
}

}  // namespace
}  // namespace hash_modules

extern const ModuleSpec kMd5Module = {.name = "_md5", .functions = hash_modules::kMd5Functions, .execute = hash_modules::execute_md5};
extern const ModuleSpec kSha1Module = {.name = "_sha1", .functions = hash_modules::kSha1Functions, .execute = hash_modules::execute_sha1};
extern const ModuleSpec kSha256Module = {
    .name = "_sha256", .functions = hash_modules::kSha256Functions, .execute = hash_modules::execute_sha256};
extern const ModuleSpec kSha512Module = {
    .name = "_sha512", .functions = hash_modules::kSha512Functions, .execute = hash_modules::execute_sha512};

}  // namespace taipan::python
