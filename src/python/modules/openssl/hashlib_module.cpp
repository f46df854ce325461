// python/modules/openssl/hashlib_module.cpp -- the module _hashlib: OpenSSL's digests. https://docs.python.org/3.11/library/hashlib.html
//
// Room       python/modules/openssl.
// Tests      tests/python/library/hashes_*.py; CPython's test_hashlib, test_hmac
#define OPENSSL_SUPPRESS_DEPRECATED  // the HMAC functions: their successors allocate for each use
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>

#include <climits>
#include <cstring>
#include <string>

#include "python/modules/hashes/hash_object.h"
#include "python/modules/new_exception.h"
#include "python/modules/openssl/openssl_errors.h"
#include "python/objects/builtin_codecs.h"
#include "python/runtime/runtime.h"
#include "python/runtime/threads.h"
#include "vm/integer.h"

namespace taipan::python {

namespace openssl {

Raised raise_openssl_error(Thread& thread, TypeId type, const char* otherwise) {
  const unsigned long code = ERR_peek_last_error();
  const char* library = code ? ERR_lib_error_string(code) : nullptr;
  const char* reason = code ? ERR_reason_error_string(code) : nullptr;
  ERR_clear_error();
  if (library && reason) return raise(thread, type, "[%s] %s", library, reason);
  if (library) return raise(thread, type, "[%s] %s", library, otherwise);
  return raise(thread, type, "%s", otherwise);
}

}  // namespace openssl

namespace {

using openssl::raise_openssl_error;

struct DigestName {
  const char *python, *library;
};
constexpr DigestName kNames[] = {
    {"md5", "MD5"}, {"sha1", "SHA1"}, {"sha224", "SHA224"}, {"sha256", "SHA256"}, {"sha384", "SHA384"}, {"sha512", "SHA512"},
    {"sha512_224", "SHA512-224"}, {"sha512_256", "SHA512-256"}, {"sha3_224", "SHA3-224"}, {"sha3_256", "SHA3-256"}, {"sha3_384", "SHA3-384"},
    {"sha3_512", "SHA3-512"}, {"shake_128", "SHAKE128"}, {"shake_256", "SHAKE256"}, {"blake2s", "BLAKE2S-256"}, {"blake2b", "BLAKE2B-512"},
    {"md5-sha1", "MD5-SHA1"}, {"ripemd160", "RIPEMD160"}, {"sm3", "SM3"},
};
// The last of these belong to no constructor of their own.
constexpr size_t kConstructors = 14;

Type *g_hash_type, *g_xof_type, *g_hmac_type, *g_unsupported;
Dict* g_constructors;

struct Hash : HeapObject {
  EVP_MD_CTX* context;
};
struct Hmac : HeapObject {
  HMAC_CTX* context;
  EVP_MD* digest;
};
void finalize_hash(HeapObject* object) { EVP_MD_CTX_free(static_cast<Hash*>(object)->context); }
void finalize_hmac(HeapObject* object) {
  HMAC_CTX_free(static_cast<Hmac*>(object)->context);
  EVP_MD_free(static_cast<Hmac*>(object)->digest);
}
const Layout kHashLayout = {.name = "openssl hash", .size = &size_from_shape, .finalize = &finalize_hash};
const Layout kHmacLayout = {.name = "openssl hmac", .size = &size_from_shape, .finalize = &finalize_hmac};

EVP_MD_CTX* context_of(Value v) { return v.as<Hash>()->context; }
const EVP_MD* digest_of(Value v) { return EVP_MD_CTX_get0_md(context_of(v)); }

std::string python_name(const EVP_MD* digest) {
  for (const DigestName& row : kNames) {
    if (EVP_MD_is_a(digest, row.library)) return row.python;
  }
  std::string name = EVP_MD_get0_name(digest);
  for (char& c : name) c = c >= 'A' && c <= 'Z' ? char(c + 32) : c;
  return name;
}
EVP_MD* fetch(Thread& thread, const std::string& name, bool for_security) {
  std::string wanted = name;
  for (const DigestName& row : kNames) {
    if (strcasecmp(row.python, name.c_str()) == 0) wanted = row.library;
  }
  EVP_MD* digest = EVP_MD_fetch(nullptr, wanted.c_str(), for_security ? nullptr : "-fips");
  if (!digest) return raise_openssl_error(thread, TypeId::ValueError, ("unsupported hash type " + name).c_str());
  return digest;
}
Result<std::string> text_of(Thread& thread, String* s) { return std::string(TRY(encode_utf8(thread, s, "surrogatepass"))->view()); }

// ---- digests

Value hash_from(Thread& thread, EVP_MD* digest, const uint8_t* data, size_t size) {
  Type* type = EVP_MD_get_flags(digest) & EVP_MD_FLAG_XOF ? g_xof_type : g_hash_type;
  auto* self = static_cast<Hash*>(thread.heap().allocate_with_native(type->root_shape, type->root_shape->instance_size));
  self->context = EVP_MD_CTX_new();
  const bool good = self->context && EVP_DigestInit_ex(self->context, digest, nullptr) && EVP_DigestUpdate(self->context, data, size);
  if (!good) return raise_openssl_error(thread, TypeId::ValueError, "digest failed");
  return Value(self);
}
Value new_hash(Thread& thread, const std::string& name, Value data, bool for_security) {
  BufferView view;
  if (!data.is_missing()) TRY(hash_modules::take_input(thread, data, &view));
  EVP_MD* digest = TRY(fetch(thread, name, for_security));
  const Value made = hash_from(thread, digest, view.data, size_t(view.size));
  EVP_MD_free(digest);
  return made;
}
Value hash_new(Thread& thread, Value name, Value data, bool for_security) {
  String* text = as_string(name);
  if (!text) return raise(thread, TypeId::TypeError, "name must be a string");
  return new_hash(thread, TRY(text_of(thread, text)), data, for_security);
}
template <size_t row>
Value constructor(Thread& thread, Value data, bool for_security) { return new_hash(thread, kNames[row].python, data, for_security); }

Status hash_update(Thread& thread, Value self, Value data) {
  BufferView view;
  TRY(hash_modules::take_input(thread, data, &view));
  if (!EVP_DigestUpdate(context_of(self), view.data, size_t(view.size))) return raise_openssl_error(thread, TypeId::ValueError, "update failed");
  return ok_status();
}
// The digest so far; `size` for functions whose output has any length.
Result<std::string> digest_now(Thread& thread, Value self, size_t size, bool any_length) {
  std::string out(size, '\0');
  EVP_MD_CTX* copy = EVP_MD_CTX_new();
  bool good = copy && EVP_MD_CTX_copy_ex(copy, context_of(self));
  auto* data = reinterpret_cast<unsigned char*>(out.data());
  if (good) good = any_length ? size == 0 || EVP_DigestFinalXOF(copy, data, size) : EVP_DigestFinal_ex(copy, data, nullptr);
  EVP_MD_CTX_free(copy);
  if (!good) return raise_openssl_error(thread, TypeId::ValueError, "digest failed");
  return out;
}
std::string hexadecimal(const std::string& bytes) {
  std::string out;
  for (const char c : bytes) {
    out += "0123456789abcdef"[uint8_t(c) >> 4];
    out += "0123456789abcdef"[uint8_t(c) & 15];
  }
  return out;
}
Result<std::string> whole_digest(Thread& thread, Value self) { return digest_now(thread, self, size_t(EVP_MD_get_size(digest_of(self))), false); }
Value hash_digest(Thread& thread, Value self) { return Value(bytes_from(thread.heap(), TRY(whole_digest(thread, self)))); }
Value hash_hexdigest(Thread& thread, Value self) { return Value(string_from_latin1(thread.heap(), hexadecimal(TRY(whole_digest(thread, self))))); }
Result<std::string> long_digest(Thread& thread, Value self, int64_t length) {
  if (length < 0) return raise(thread, TypeId::ValueError, "value must be positive");
  if (length > int64_t{1} << 40) return raise_memory_error(thread);
  return digest_now(thread, self, size_t(length), true);
}
Value xof_digest(Thread& thread, Value self, int64_t length) { return Value(bytes_from(thread.heap(), TRY(long_digest(thread, self, length)))); }
Value xof_hexdigest(Thread& thread, Value self, int64_t length) {
  return Value(string_from_latin1(thread.heap(), hexadecimal(TRY(long_digest(thread, self, length)))));
}
Value hash_copy(Thread& thread, Value self) {
  Type* type = type_of(self);
  auto* copy = static_cast<Hash*>(thread.heap().allocate_with_native(type->root_shape, type->root_shape->instance_size));
  copy->context = EVP_MD_CTX_new();
  if (!copy->context || !EVP_MD_CTX_copy(copy->context, context_of(self))) return raise_openssl_error(thread, TypeId::ValueError, "copy failed");
  return Value(copy);
}
Value hash_repr(Thread& thread, Value self) {
  return Value(format_string(thread, "<%s %Q object @ 0x%lx>", python_name(digest_of(self)).c_str(), type_of(self), int64_t(identity(self))));
}
Value get_name(Thread& thread, Value self) { return Value(string_from_utf8(thread.heap(), python_name(digest_of(self)))); }
Value get_block_size(Thread&, Value self) { return Value::integer(EVP_MD_get_block_size(digest_of(self))); }
Value get_digest_size(Thread&, Value self) {
  // What comes out of an extendable function has no size of its own.
  return Value::integer(EVP_MD_get_flags(digest_of(self)) & EVP_MD_FLAG_XOF ? 0 : EVP_MD_get_size(digest_of(self)));
}

// ---- HMAC

// A digest's name, or one of this module's constructors.
EVP_MD* digest_named_by(Thread& thread, Value digestmod) {
  String* name = as_string(digestmod);
  if (!name) {
    const Value known = TRY(dict_get(thread, g_constructors, digestmod));
    if (known.is_unbound()) return raise(thread, g_unsupported, "Unsupported digestmod %S", digestmod);
    name = known.as<String>();
  }
  return fetch(thread, TRY(text_of(thread, name)), true);
}
Value hmac_new(Thread& thread, Value key, Value message, Value digestmod) {
  BufferView key_view, view;
  TRY(get_buffer(thread, key, &key_view));
  if (key_view.size > INT_MAX) return raise(thread, TypeId::OverflowError, "key is too long.");
  if (digestmod.is_none()) return raise(thread, TypeId::TypeError, "Missing required parameter 'digestmod'.");
  if (!message.is_none()) TRY(hash_modules::take_input(thread, message, &view));
  EVP_MD* digest = TRY(digest_named_by(thread, digestmod));
  auto* self = static_cast<Hmac*>(thread.heap().allocate_with_native(g_hmac_type->root_shape, g_hmac_type->root_shape->instance_size));
  self->digest = digest;
  self->context = HMAC_CTX_new();
  const void* key_data = key_view.size ? static_cast<const void*>(key_view.data) : "";
  if (!self->context || !HMAC_Init_ex(self->context, key_data, int(key_view.size), digest, nullptr) ||
      (view.size && !HMAC_Update(self->context, view.data, size_t(view.size)))) {
    return raise_openssl_error(thread, TypeId::ValueError, "HMAC failed");
  }
  return Value(self);
}
Value hmac_digest_function(Thread& thread, Value key, Value message, Value digestmod) {
  BufferView key_view, view;
  TRY(get_buffer(thread, key, &key_view));
  TRY(get_buffer(thread, message, &view));
  if (key_view.size > INT_MAX) return raise(thread, TypeId::OverflowError, "key is too long.");
  EVP_MD* digest = TRY(digest_named_by(thread, digestmod));
  unsigned char out[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  const void* key_data = key_view.size ? static_cast<const void*>(key_view.data) : "";
  const bool good = HMAC(digest, key_data, int(key_view.size), view.data, size_t(view.size), out, &size) != nullptr;
  EVP_MD_free(digest);
  if (!good) return raise_openssl_error(thread, TypeId::ValueError, "HMAC failed");
  return Value(bytes_from(thread.heap(), {reinterpret_cast<const char*>(out), size}));
}
Hmac* hmac_of(Value v) { return v.as<Hmac>(); }
Value hmac_copy(Thread& thread, Value self) {
  auto* copy = static_cast<Hmac*>(thread.heap().allocate_with_native(g_hmac_type->root_shape, g_hmac_type->root_shape->instance_size));
  copy->digest = hmac_of(self)->digest;
  EVP_MD_up_ref(copy->digest);
  copy->context = HMAC_CTX_new();
  if (!copy->context || !HMAC_CTX_copy(copy->context, hmac_of(self)->context)) return raise_openssl_error(thread, TypeId::ValueError, "copy failed");
  return Value(copy);
}
Status hmac_update(Thread& thread, Value self, Value data) {
  BufferView view;
  TRY(hash_modules::take_input(thread, data, &view));
  if (!HMAC_Update(hmac_of(self)->context, view.data, size_t(view.size))) return raise_openssl_error(thread, TypeId::ValueError, "update failed");
  return ok_status();
}
Result<std::string> hmac_now(Thread& thread, Value self) {
  unsigned char out[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  HMAC_CTX* copy = HMAC_CTX_new();
  const bool good = copy && HMAC_CTX_copy(copy, hmac_of(self)->context) && HMAC_Final(copy, out, &size);
  HMAC_CTX_free(copy);
  if (!good) return raise_openssl_error(thread, TypeId::ValueError, "digest failed");
  return std::string(reinterpret_cast<char*>(out), size);
}
Value hmac_digest(Thread& thread, Value self) { return Value(bytes_from(thread.heap(), TRY(hmac_now(thread, self)))); }
Value hmac_hexdigest(Thread& thread, Value self) { return Value(string_from_latin1(thread.heap(), hexadecimal(TRY(hmac_now(thread, self))))); }
Value hmac_repr(Thread& thread, Value self) {
  return Value(format_string(thread, "<%s HMAC object @ 0x%lx>", python_name(hmac_of(self)->digest).c_str(), int64_t(identity(self))));
}
Value hmac_name(Thread& thread, Value self) { return Value(string_from_utf8(thread.heap(), "hmac-" + python_name(hmac_of(self)->digest))); }
Value hmac_block_size(Thread&, Value self) { return Value::integer(EVP_MD_get_block_size(hmac_of(self)->digest)); }
Value hmac_digest_size(Thread&, Value self) { return Value::integer(EVP_MD_get_size(hmac_of(self)->digest)); }

// ---- keys from passwords

Value pbkdf2_hmac(Thread& thread, String* name, Value password, Value salt, int64_t iterations, Value key_length) {
  BufferView password_view, salt_view;
  TRY(get_buffer(thread, password, &password_view));
  TRY(get_buffer(thread, salt, &salt_view));
  EVP_MD* digest = TRY(fetch(thread, TRY(text_of(thread, name)), true));
  const int64_t usual = EVP_MD_get_size(digest);
  auto fail = [&](TypeId type, const char* message) {
    EVP_MD_free(digest);
    return raise(thread, type, message);
  };
  if (password_view.size > INT_MAX) return fail(TypeId::OverflowError, "password is too long.");
  if (salt_view.size > INT_MAX) return fail(TypeId::OverflowError, "salt is too long.");
  if (iterations < 1) return fail(TypeId::ValueError, "iteration value must be greater than 0.");
  if (iterations > INT_MAX) return fail(TypeId::OverflowError, "iteration value is too great.");
  int64_t length = usual;
  if (!key_length.is_none()) {
    Result<int64_t> asked = to_int64(thread, key_length);
    if (!asked.ok()) {
      EVP_MD_free(digest);
      return Value::raised();
    }
    length = asked.value();
  }
  if (length < 1) return fail(TypeId::ValueError, "key length must be greater than 0.");
  if (length > INT_MAX) return fail(TypeId::OverflowError, "key length is too great.");
  std::string out(size_t(length), '\0');
  bool good;
  {
    WithoutLock released(thread);
    good = PKCS5_PBKDF2_HMAC(reinterpret_cast<const char*>(password_view.data), int(password_view.size), salt_view.data, int(salt_view.size),
                             int(iterations), digest, int(length), reinterpret_cast<unsigned char*>(out.data()));
  }
  EVP_MD_free(digest);
  if (!good) return raise_openssl_error(thread, TypeId::ValueError, "pbkdf2_hmac failed");
  return Value(bytes_from(thread.heap(), out));
}

Result<uint64_t> scrypt_number(Thread& thread, Value value, const char* name) {
  uint64_t n;
  if (value.is_missing()) return raise(thread, TypeId::TypeError, "%s is required and must be an unsigned int", name);
  if (!is_int_like(value)) return raise(thread, TypeId::TypeError, "scrypt() argument '%s' must be int, not %M", name, value);
  if (!integer_to_uint64(int_value_of(thread.heap(), value), &n)) return raise(thread, TypeId::TypeError, "%s is required and must be an unsigned int", name);
  return n;
}
Value scrypt(Thread& thread, Value password, Value salt, Value n_value, Value r_value, Value p_value, int64_t most_memory, int64_t length) {
  BufferView password_view, salt_view;
  TRY(get_buffer(thread, password, &password_view));
  if (password_view.size > INT_MAX) return raise(thread, TypeId::OverflowError, "password is too long.");
  if (salt.is_missing()) return raise(thread, TypeId::TypeError, "salt is required");
  TRY(get_buffer(thread, salt, &salt_view));
  if (salt_view.size > INT_MAX) return raise(thread, TypeId::OverflowError, "salt is too long.");
  const uint64_t n = TRY(scrypt_number(thread, n_value, "n"));
  if (n < 2 || (n & (n - 1)) != 0) return raise(thread, TypeId::ValueError, "n must be a power of 2.");
  const uint64_t r = TRY(scrypt_number(thread, r_value, "r")), p = TRY(scrypt_number(thread, p_value, "p"));
  if (most_memory < 0 || most_memory > INT_MAX) return raise(thread, TypeId::ValueError, "maxmem must be positive and smaller than %d", INT_MAX);
  if (length < 1 || length > INT_MAX) return raise(thread, TypeId::ValueError, "dklen must be greater than 0 and smaller than %d", INT_MAX);
  const auto* secret = reinterpret_cast<const char*>(password_view.data);
  if (!EVP_PBE_scrypt(nullptr, 0, nullptr, 0, n, r, p, uint64_t(most_memory), nullptr, 0)) {
    return raise_openssl_error(thread, TypeId::ValueError, "Invalid parameter combination for n, r, p, maxmem.");
  }
  std::string out(size_t(length), '\0');
  bool good;
  {
    WithoutLock released(thread);
    good = EVP_PBE_scrypt(secret, size_t(password_view.size), salt_view.data, size_t(salt_view.size), n, r, p, uint64_t(most_memory),
                          reinterpret_cast<unsigned char*>(out.data()), size_t(length));
  }
  if (!good) return raise_openssl_error(thread, TypeId::ValueError, "scrypt failed");
  return Value(bytes_from(thread.heap(), out));
}
int get_fips_mode(Thread&) { return EVP_default_properties_is_fips_enabled(nullptr); }

// ---- the module

#define HASH_METHODS                                                                             \
  {"update(self, obj, /)", hash_update, "Update this hash object's state with the provided string."}, \
      {"copy(self, /)", hash_copy, "Return a copy of the hash object."}, {"__repr__(self, /)", hash_repr, "Return repr(self)."}
const Method kHashMethods[] = {
    HASH_METHODS,
    {"digest(self, /)", hash_digest, "Return the digest value as a bytes object."},
    {"hexdigest(self, /)", hash_hexdigest, "Return the digest value as a string of hexadecimal digits."},
};
#undef HASH_METHODS
const Method kXofMethods[] = {
    {"digest(self, /, length)", xof_digest, "Return the digest value as a bytes object."},
    {"hexdigest(self, /, length)", xof_hexdigest, "Return the digest value as a string of hexadecimal digits."},
};
const Getter kHashGetters[] = {
    {"name", get_name, nullptr, "algorithm name."}, {"block_size", get_block_size, nullptr, ""}, {"digest_size", get_digest_size, nullptr, ""}};
const Method kHmacMethods[] = {
    {"update(self, /, msg)", hmac_update, "Update the HMAC object with msg."},
    {"copy(self, /)", hmac_copy, "Return a copy (\"clone\") of the HMAC object."},
    {"digest(self, /)", hmac_digest, "Return the digest of the bytes passed to the update() method so far."},
    {"hexdigest(self, /)", hmac_hexdigest, "Return hexadecimal digest of the bytes passed to the update() method so far."},
    {"__repr__(self, /)", hmac_repr, "Return repr(self)."},
};
const Getter kHmacGetters[] = {
    {"name", hmac_name, nullptr, ""}, {"block_size", hmac_block_size, nullptr, ""}, {"digest_size", hmac_digest_size, nullptr, ""}};
const TypeSpec kHashSpec = {.name = "_hashlib.HASH", .doc = "A hash is an object used to calculate a checksum of a string of information.",
                            .layout = &kHashLayout, .kind = kind(PythonKind::Other), .native_size = sizeof(Hash),
                            .flags = kTypeNoInstantiation | kTypeSubclassable, .methods = kHashMethods, .getters = kHashGetters};
const TypeSpec kXofSpec = {.name = "_hashlib.HASHXOF", .layout = &kHashLayout, .kind = kind(PythonKind::Other), .native_size = sizeof(Hash),
                           .flags = kTypeNoInstantiation | kTypeSubclassable, .methods = kXofMethods};
const TypeSpec kHmacSpec = {.name = "_hashlib.HMAC", .doc = "The object used to calculate HMAC of a message.", .layout = &kHmacLayout,
                            .kind = kind(PythonKind::Other), .native_size = sizeof(Hmac), .flags = kTypeNoInstantiation,
                            .methods = kHmacMethods, .getters = kHmacGetters};

#define CONSTRUCTOR(row, name) \
  {"openssl_" name "(string=<missing>, *, usedforsecurity=True)", constructor<row>, "Returns a " name " hash object; optionally initialized with a string"}
const Method kFunctions[] = {
    CONSTRUCTOR(0, "md5"), CONSTRUCTOR(1, "sha1"), CONSTRUCTOR(2, "sha224"), CONSTRUCTOR(3, "sha256"), CONSTRUCTOR(4, "sha384"),
    CONSTRUCTOR(5, "sha512"), CONSTRUCTOR(8, "sha3_224"), CONSTRUCTOR(9, "sha3_256"), CONSTRUCTOR(10, "sha3_384"), CONSTRUCTOR(11, "sha3_512"),
    CONSTRUCTOR(12, "shake_128"), CONSTRUCTOR(13, "shake_256"),
    {"new(name, string=<missing>, *, usedforsecurity=True)", hash_new, "Return a new hash object using the named algorithm."},
    {"hmac_new(key, msg=b'', digestmod=None)", hmac_new, "Return a new hmac object."},
    {"hmac_digest(key, msg, digest)", hmac_digest_function, "Single-shot HMAC."},
    {"pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None)", pbkdf2_hmac, "Password based key derivation function 2 (PKCS #5 v2.0) with HMAC as pseudorandom function."},
    {"scrypt(password, *, salt=<missing>, n=<missing>, r=<missing>, p=<missing>, maxmem=0, dklen=64)", scrypt, "scrypt password-based key derivation function."},
    {"get_fips_mode()", get_fips_mode, "Determine the OpenSSL FIPS mode of operation."},
};
#undef CONSTRUCTOR

void add_available(EVP_MD* digest, void* out) {
  Heap& heap = vm().heap;
  (void)static_cast<List*>(out)->append(heap, Value(string_from_utf8(heap, python_name(digest))));
}
Status execute(Thread& thread, Module* module) {
  Heap& heap = thread.heap();
  // The module may be executed again; its objects stay of the same classes.
  if (!g_hash_type) {
    g_hash_type = TRY(define_type(thread, kHashSpec));
    g_xof_type = TRY(define_type(thread, kXofSpec, g_hash_type));
    g_hmac_type = TRY(define_type(thread, kHmacSpec));
    g_unsupported = TRY(new_exception_type(thread, "_hashlib.UnsupportedDigestmodError", TypeId::ValueError));
  }
  for (Type* type : {g_hash_type, g_xof_type, g_hmac_type}) TRY(dict_set(thread, module->dict, Value(type->name), Value(type)));
  TRY(module_add(thread, module, "UnsupportedDigestmodError", Value(g_unsupported)));
  g_constructors = new_dict(heap);
  static uint64_t root = 0;
  if (root == 0) heap.add_root_values(&root, 1);
  root = Value(g_constructors).bits();
  for (size_t i = 0; i < kConstructors; i++) {
    const Value function = dict_get(module->dict, intern(heap, std::string("openssl_") + kNames[i].python));
    if (!function.is_unbound()) TRY(dict_set(thread, g_constructors, function, Value(intern(heap, kNames[i].python))));
  }
  TRY(module_add(thread, module, "_constructors", new_mapping_proxy(heap, Value(g_constructors))));
  List* names = new_list(heap);
  EVP_MD_do_all_provided(nullptr, add_available, names);
  const Value set = TRY(call_with(thread, Value(builtin_type(TypeId::FrozenSet)), Value(names)));
  TRY(module_add(thread, module, "openssl_md_meth_names", set));
  const Value import = TRY(get_item(thread, Value(runtime().builtins), Value(intern(heap, "__import__"))));
  const Value operators = TRY(call_with(thread, import, Value(intern(heap, "_operator"))));
  return module_add(thread, module, "compare_digest", TRY(get_attribute(thread, operators, intern(heap, "_compare_digest"))));
}

}  // namespace

extern const ModuleSpec kHashlibModule = {.name = "_hashlib", .doc = "OpenSSL interface for hashlib module", .functions = kFunctions, .execute = execute};

}  // namespace taipan::python
