// python/modules/openssl/ssl_module.cpp -- the module _ssl: errors, functions, constants, memory BIOs. https://docs.python.org/3.11/library/ssl.html
//
// Room       python/modules/openssl.
// Tests      tests/python/library/ssl_*.py; CPython's test_ssl
#include <openssl/objects.h>
#include <openssl/rand.h>

#include <climits>
#include <cstring>

#include "python/modules/new_exception.h"
#include "python/modules/openssl/ssl_private.h"
#include "python/modules/posix/posix_private.h"
#include "python/objects/buffer.h"
#include "python/objects/builtin_codecs.h"
#include "python/objects/text_codec.h"
#include "vm/integer.h"
#include "vm/layouts.h"

namespace taipan::python {

namespace ssl {

Type *g_error, *g_zero_return, *g_want_read, *g_want_write, *g_syscall, *g_eof, *g_verification, *g_bio_type;

namespace {

// "certificate verify failed" is CERTIFICATE_VERIFY_FAILED.
std::string mnemonic(const char* reason) {
  std::string name;
  for (; *reason; reason++) name += *reason == ' ' || *reason == '-' ? '_' : *reason >= 'a' && *reason <= 'z' ? char(*reason - 32) : *reason;
  return name;
}
const char* library_name(int library) {
  switch (library) {
    case ERR_LIB_SSL: return "SSL";
    case ERR_LIB_PEM: return "PEM";
    case ERR_LIB_X509: return "X509";
    case ERR_LIB_X509V3: return "X509V3";
    case ERR_LIB_ASN1: return "ASN1";
    case ERR_LIB_EVP: return "EVP";
    case ERR_LIB_BIO: return "BIO";
    case ERR_LIB_RSA: return "RSA";
    case ERR_LIB_EC: return "EC";
    case ERR_LIB_DH: return "DH";
    case ERR_LIB_PROV: return "PROV";
    default: return nullptr;
  }
}

}  // namespace

Raised raise_ssl_error(Thread& thread, Type* type, int error_number, const char* message, unsigned long code, Socket* socket) {
  Heap& heap = thread.heap();
  const char* library = code ? library_name(ERR_GET_LIB(code)) : nullptr;
  // A code whose reason is itself a library's number only says where it came from.
  const char* reason_text = code ? ERR_reason_error_string(code) : nullptr;
  const bool has_reason = reason_text && ERR_GET_REASON(code) != ERR_GET_LIB(code) && !strstr(reason_text, " lib");
  const std::string reason = has_reason ? mnemonic(reason_text) : "";
  ERR_clear_error();
  std::string text = message ? message : reason_text ? reason_text : "unknown error";
  long verify_code = 0;
  Value verify_message = Value::none();
  if (type == g_verification && socket) {
    verify_code = SSL_get_verify_result(socket->native);
    std::string explained = X509_verify_cert_error_string(verify_code);
    const Value host = socket->server_hostname;
    if (as_string(host) && (verify_code == X509_V_ERR_HOSTNAME_MISMATCH || verify_code == X509_V_ERR_IP_ADDRESS_MISMATCH)) {
      const std::string name(TRY(encode_utf8(thread, as_string(host), "surrogatepass"))->view());
      explained = (verify_code == X509_V_ERR_HOSTNAME_MISMATCH ? "Hostname mismatch, certificate is not valid for '" : "IP address mismatch, certificate is not valid for '") + name + "'.";
    }
    text += ": " + explained;
    verify_message = Value(string_from_utf8(heap, explained));
  }
  if (library && has_reason) {
    text = std::string("[") + library + ": " + reason + "] " + text;
  } else if (library) {
    text = std::string("[") + library + "] " + text;
  }
  text += " (_ssl.c)";
  const Value error = TRY(call_with(thread, Value(type), Value::integer(error_number), Value(string_from_utf8(heap, text))));
  TRY(set_attribute(thread, error, intern(heap, "reason"), has_reason ? Value(intern(heap, reason)) : Value::none()));
  TRY(set_attribute(thread, error, intern(heap, "library"), library ? Value(intern(heap, library)) : Value::none()));
  if (type == g_verification) {
    TRY(set_attribute(thread, error, intern(heap, "verify_code"), Value::integer(verify_code)));
    TRY(set_attribute(thread, error, intern(heap, "verify_message"), verify_message));
  }
  return raise_exception(thread, error);
}

Raised raise_library_error(Thread& thread, const char* otherwise) {
  const unsigned long code = ERR_peek_last_error();
  const bool certificate = code && ERR_GET_LIB(code) == ERR_LIB_SSL && ERR_GET_REASON(code) == SSL_R_CERTIFICATE_VERIFY_FAILED;
  return raise_ssl_error(thread, certificate ? g_verification : g_error, code ? int(ERR_GET_REASON(code)) : 0, code ? nullptr : otherwise, code);
}

Result<std::string> path_of(Thread& thread, Value path) { return std::string(TRY(posix::to_file_name(thread, path))->view()); }

namespace {

// ---- memory BIOs

void finalize_bio(HeapObject* object) { BIO_free(static_cast<MemoryBio*>(object)->bio); }
const Layout kBioLayout = {.name = "memory bio", .size = &size_from_shape, .finalize = &finalize_bio};

Value bio_new(Thread& thread, Value cls) {
  auto* self = static_cast<MemoryBio*>(allocate_instance(thread.heap(), cls.as<Type>()));
  self->bio = BIO_new(BIO_s_mem());
  if (!self->bio) return raise_memory_error(thread);
  // Empty means "come again", not the end.
  BIO_set_retry_read(self->bio);
  BIO_set_mem_eof_return(self->bio, -1);
  return Value(self);
}
MemoryBio* bio_of(Value v) { return v.as<MemoryBio>(); }
Value bio_read(Thread& thread, Value self, int size) {
  const auto there = int(BIO_ctrl_pending(bio_of(self)->bio));
  if (size < 0 || size > there) size = there;
  std::string out(size_t(size), '\0');
  const int got = size ? BIO_read(bio_of(self)->bio, out.data(), size) : 0;
  if (got < 0) return raise_library_error(thread);
  return Value(bytes_from(thread.heap(), {out.data(), size_t(got)}));
}
Value bio_write(Thread& thread, Value self, Value data) {
  BufferView view;
  TRY(get_buffer(thread, data, &view));
  if (view.size > INT_MAX) return raise(thread, TypeId::OverflowError, "string longer than %d bytes", INT_MAX);
  if (bio_of(self)->eof_written) {
    const Value error = TRY(call_with(thread, Value(g_error), Value(intern(thread.heap(), "cannot write() after write_eof()"))));
    return raise_exception(thread, error);
  }
  const int wrote = view.size ? BIO_write(bio_of(self)->bio, view.data, int(view.size)) : 0;
  if (wrote < 0) return raise_library_error(thread);
  return Value::integer(wrote);
}
Status bio_write_eof(Thread&, Value self) {
  bio_of(self)->eof_written = true;
  BIO_clear_retry_flags(bio_of(self)->bio);
  BIO_set_mem_eof_return(bio_of(self)->bio, 0);
  return ok_status();
}
Value bio_pending(Thread&, Value self) { return Value::integer(int64_t(BIO_ctrl_pending(bio_of(self)->bio))); }
Value bio_eof(Thread&, Value self) { return Value::boolean(bio_of(self)->eof_written && BIO_ctrl_pending(bio_of(self)->bio) == 0); }
const Method kBioMethods[] = {
    {"__new__(cls, /)", bio_new, ""},
    {"read(self, size=-1, /)", bio_read, "Read up to size bytes from the memory BIO."},
    {"write(self, b, /)", bio_write, "Writes the bytes b into the memory BIO."},
    {"write_eof(self, /)", bio_write_eof, "Write an EOF marker to the memory BIO."},
};
const Getter kBioGetters[] = {{"pending", bio_pending, nullptr, "The number of bytes pending in the memory BIO."},
                              {"eof", bio_eof, nullptr, "Whether the memory BIO is at EOF."}};
const TypeSpec kBioSpec = {.name = "_ssl.MemoryBIO", .layout = &kBioLayout, .kind = kind(PythonKind::Other), .native_size = sizeof(MemoryBio),
                           .flags = kTypeSubclassable, .methods = kBioMethods, .getters = kBioGetters};

// ---- functions

Value random_bytes(Thread& thread, int count) {
  if (count < 0) return raise(thread, TypeId::ValueError, "num must be positive");
  std::string out(size_t(count), '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(out.data()), count) != 1) return raise_library_error(thread);
  return Value(bytes_from(thread.heap(), out));
}
Value pseudo_random_bytes(Thread& thread, int count) {
  TRY(warn(thread, TypeId::DeprecationWarning, 1, "ssl.RAND_pseudo_bytes() is deprecated"));
  const Value bytes = TRY(random_bytes(thread, count));
  return Value(tuple_of(thread.heap(), bytes, Value::true_value()));
}
Status add_randomness(Thread& thread, Value data, double entropy) {
  if (String* text = as_string(data)) data = Value(TRY(encode_utf8(thread, text, nullptr)));
  BufferView view;
  TRY(get_buffer(thread, data, &view));
  RAND_add(view.data, int(view.size), entropy);
  return ok_status();
}
bool random_status(Thread&) { return RAND_status() == 1; }
Value object_value(Thread& thread, ASN1_OBJECT* object) {
  Heap& heap = thread.heap();
  const int nid = OBJ_obj2nid(object);
  if (nid == NID_undef) return raise(thread, TypeId::ValueError, "Unknown object");
  char dotted[128];
  const int size = OBJ_obj2txt(dotted, sizeof dotted, object, 1);
  return Value(tuple_of(heap, Value::integer(nid), Value(string_from_utf8(heap, OBJ_nid2sn(nid))), Value(string_from_utf8(heap, OBJ_nid2ln(nid))),
                        size > 0 ? Value(string_from_utf8(heap, dotted)) : Value::none()));
}
Value text_to_object(Thread& thread, String* text, bool name) {
  const std::string wanted(TRY(encode_utf8(thread, text, nullptr))->view());
  ASN1_OBJECT* object = OBJ_txt2obj(wanted.c_str(), !name);
  ERR_clear_error();
  if (!object) return raise(thread, TypeId::ValueError, "unknown object '%s'", wanted.c_str());
  const Value value = object_value(thread, object);
  ASN1_OBJECT_free(object);
  return value;
}
Value number_to_object(Thread& thread, int nid) {
  if (nid < NID_undef) return raise(thread, TypeId::ValueError, "NID must be positive.");
  ASN1_OBJECT* object = OBJ_nid2obj(nid);
  ERR_clear_error();
  if (!object) return raise(thread, TypeId::ValueError, "unknown NID %d", nid);
  return object_value(thread, object);
}
Value default_verify_paths(Thread& thread) {
  Heap& heap = thread.heap();
  auto text = [&](const char* s) { return Value(string_from_utf8(heap, s)); };
  return Value(tuple_of(heap, text(X509_get_default_cert_file_env()), text(X509_get_default_cert_file()), text(X509_get_default_cert_dir_env()),
                        text(X509_get_default_cert_dir())));
}
const Method kFunctions[] = {
    {"RAND_add(string, entropy, /)", add_randomness, "Mix string into the OpenSSL PRNG state."},
    {"RAND_bytes(n, /)", random_bytes, "Generate n cryptographically strong pseudo-random bytes."},
    {"RAND_pseudo_bytes(n, /)", pseudo_random_bytes, "Generate n pseudo-random bytes."},
    {"RAND_status()", random_status, "Returns True if the OpenSSL PRNG has been seeded with enough data and False if not."},
    {"txt2obj(txt, name=False)", text_to_object, "Lookup NID, short name, long name and OID of an ASN1_OBJECT."},
    {"nid2obj(nid, /)", number_to_object, "Lookup NID, short name, long name and OID of an ASN1_OBJECT by NID."},
    {"get_default_verify_paths()", default_verify_paths, "Return search paths and environment vars that are used by SSLContext's set_default_verify_paths() to load default CAs."},
    {"_test_decode_cert(path, /)", test_decode_certificate, ""},
};

struct Constant {
  const char* name;
  int64_t value;
};
#define ALERT(name) {"ALERT_DESCRIPTION_" #name, SSL_AD_##name}
#define ERROR(name) {"SSL_ERROR_" #name, SSL_ERROR_##name}
#define OPTION(name) {"OP_" #name, int64_t(SSL_OP_##name)}
const Constant kConstants[] = {
    {"CERT_NONE", 0}, {"CERT_OPTIONAL", 1}, {"CERT_REQUIRED", 2}, {"ENCODING_PEM", 1}, {"ENCODING_DER", 2},
    {"PROTOCOL_SSLv23", 2}, {"PROTOCOL_TLS", 2}, {"PROTOCOL_TLSv1", 3}, {"PROTOCOL_TLSv1_1", 4}, {"PROTOCOL_TLSv1_2", 5}, {"PROTOCOL_TLS_CLIENT", 16},
    {"PROTOCOL_TLS_SERVER", 17}, {"PROTO_MINIMUM_SUPPORTED", -2}, {"PROTO_MAXIMUM_SUPPORTED", -1}, {"PROTO_SSLv3", SSL3_VERSION},
    {"PROTO_TLSv1", TLS1_VERSION}, {"PROTO_TLSv1_1", TLS1_1_VERSION}, {"PROTO_TLSv1_2", TLS1_2_VERSION}, {"PROTO_TLSv1_3", TLS1_3_VERSION},
    {"VERIFY_DEFAULT", 0}, {"VERIFY_CRL_CHECK_LEAF", X509_V_FLAG_CRL_CHECK}, {"VERIFY_CRL_CHECK_CHAIN", X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL},
    {"VERIFY_X509_STRICT", X509_V_FLAG_X509_STRICT}, {"VERIFY_ALLOW_PROXY_CERTS", X509_V_FLAG_ALLOW_PROXY_CERTS},
    {"VERIFY_X509_TRUSTED_FIRST", X509_V_FLAG_TRUSTED_FIRST}, {"VERIFY_X509_PARTIAL_CHAIN", X509_V_FLAG_PARTIAL_CHAIN},
    {"HOSTFLAG_ALWAYS_CHECK_SUBJECT", X509_CHECK_FLAG_ALWAYS_CHECK_SUBJECT}, {"HOSTFLAG_NEVER_CHECK_SUBJECT", X509_CHECK_FLAG_NEVER_CHECK_SUBJECT},
    {"HOSTFLAG_NO_WILDCARDS", X509_CHECK_FLAG_NO_WILDCARDS}, {"HOSTFLAG_NO_PARTIAL_WILDCARDS", X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS},
    {"HOSTFLAG_MULTI_LABEL_WILDCARDS", X509_CHECK_FLAG_MULTI_LABEL_WILDCARDS}, {"HOSTFLAG_SINGLE_LABEL_SUBDOMAINS", X509_CHECK_FLAG_SINGLE_LABEL_SUBDOMAINS},
    {"OP_ALL", 0x80000050}, OPTION(NO_SSLv2), OPTION(NO_SSLv3), OPTION(NO_TLSv1), OPTION(NO_TLSv1_1), OPTION(NO_TLSv1_2), OPTION(NO_TLSv1_3),
    OPTION(CIPHER_SERVER_PREFERENCE), OPTION(SINGLE_DH_USE), OPTION(NO_TICKET), OPTION(SINGLE_ECDH_USE), OPTION(NO_COMPRESSION),
    OPTION(ENABLE_MIDDLEBOX_COMPAT), OPTION(NO_RENEGOTIATION), OPTION(IGNORE_UNEXPECTED_EOF),
    ERROR(SSL), ERROR(WANT_READ), ERROR(WANT_WRITE), ERROR(WANT_X509_LOOKUP), ERROR(SYSCALL), ERROR(ZERO_RETURN), ERROR(WANT_CONNECT),
    {"SSL_ERROR_EOF", 8}, {"SSL_ERROR_INVALID_ERROR_CODE", 10},
    ALERT(CLOSE_NOTIFY), ALERT(UNEXPECTED_MESSAGE), ALERT(BAD_RECORD_MAC), ALERT(RECORD_OVERFLOW), ALERT(DECOMPRESSION_FAILURE), ALERT(HANDSHAKE_FAILURE),
    ALERT(BAD_CERTIFICATE), ALERT(UNSUPPORTED_CERTIFICATE), ALERT(CERTIFICATE_REVOKED), ALERT(CERTIFICATE_EXPIRED), ALERT(CERTIFICATE_UNKNOWN),
    ALERT(ILLEGAL_PARAMETER), ALERT(UNKNOWN_CA), ALERT(ACCESS_DENIED), ALERT(DECODE_ERROR), ALERT(DECRYPT_ERROR), ALERT(PROTOCOL_VERSION),
    ALERT(INSUFFICIENT_SECURITY), ALERT(INTERNAL_ERROR), ALERT(USER_CANCELLED), ALERT(NO_RENEGOTIATION), ALERT(UNSUPPORTED_EXTENSION),
    ALERT(CERTIFICATE_UNOBTAINABLE), ALERT(UNRECOGNIZED_NAME), ALERT(BAD_CERTIFICATE_STATUS_RESPONSE), ALERT(BAD_CERTIFICATE_HASH_VALUE),
    ALERT(UNKNOWN_PSK_IDENTITY),
};
#undef ALERT
#undef ERROR
#undef OPTION
struct Feature {
  const char* name;
  bool there;
};
constexpr Feature kFeatures[] = {{"HAS_SNI", true}, {"HAS_TLS_UNIQUE", true}, {"HAS_ECDH", true}, {"HAS_NPN", false}, {"HAS_ALPN", true}, {"HAS_SSLv2", false},
                                 {"HAS_SSLv3", false}, {"HAS_TLSv1", true}, {"HAS_TLSv1_1", true}, {"HAS_TLSv1_2", true}, {"HAS_TLSv1_3", true}};

// The text alone, without the number.
Value error_str(Thread& thread, Value self) {
  const Value text = TRY(get_attribute(thread, self, intern(thread.heap(), "strerror")));
  if (as_string(text)) return text;
  return Value(TRY(str(thread, TRY(get_attribute(thread, self, intern(thread.heap(), "args"))))));
}
const Method kErrorMethods[] = {{"__str__(self, /)", error_str, "Return str(self)."}};
const TypeSpec kErrorSpec = {.name = "ssl.SSLError", .doc = "An error occurred in the SSL implementation.", .kind = kind(PythonKind::Exception),
                             .flags = kTypeSubclassable | kTypeHasDict | kTypeWeakrefable, .methods = kErrorMethods};

Status add_errors(Thread& thread, Module* module) {
  Heap& heap = thread.heap();
  if (!g_error) {
    g_error = TRY(define_type(thread, kErrorSpec, builtin_type(TypeId::OSError)));
    g_zero_return = TRY(new_exception_type(thread, "ssl.SSLZeroReturnError", g_error, "SSL/TLS session closed cleanly."));
    g_want_read = TRY(new_exception_type(thread, "ssl.SSLWantReadError", g_error, "Non-blocking SSL socket needs to read more data\nbefore the requested operation can be completed."));
    g_want_write = TRY(new_exception_type(thread, "ssl.SSLWantWriteError", g_error, "Non-blocking SSL socket needs to write more data\nbefore the requested operation can be completed."));
    g_syscall = TRY(new_exception_type(thread, "ssl.SSLSyscallError", g_error, "System error when attempting SSL operation."));
    g_eof = TRY(new_exception_type(thread, "ssl.SSLEOFError", g_error, "SSL/TLS connection terminated abruptly."));
    // The one that is two things.
    Dict* space = new_dict(heap);
    dict_set(heap, space, name(Name::Module), Value(intern(heap, "ssl")));
    dict_set(heap, space, name(Name::Doc), Value(intern(heap, "A certificate could not be verified.")));
    Tuple* bases = tuple_of(heap, Value(g_error), Value(builtin_type(TypeId::ValueError)));
    const Value made = TRY(make_class(thread, builtin_type(TypeId::Type), intern(heap, "SSLCertVerificationError"), bases, space, new_dict(heap)));
    static uint64_t root;
    root = made.bits();
    heap.add_root_values(&root, 1);
    g_verification = made.as<Type>();
  }
  for (Type* type : {g_error, g_zero_return, g_want_read, g_want_write, g_syscall, g_eof, g_verification}) {
    TRY(dict_set(thread, module->dict, Value(type->name), Value(type)));
  }
  return ok_status();
}

Status execute(Thread& thread, Module* module) {
  Heap& heap = thread.heap();
  TRY(add_errors(thread, module));
  if (!g_bio_type) g_bio_type = TRY(define_type(thread, kBioSpec));
  TRY(module_add(thread, module, "MemoryBIO", Value(g_bio_type)));
  TRY(define_context_type(thread, module));
  TRY(define_socket_types(thread, module));
  TRY(define_certificate_type(thread, module));
  for (const Constant& c : kConstants) TRY(module_add(thread, module, c.name, integer_value(heap, c.value)));
  for (const Feature& f : kFeatures) TRY(module_add(thread, module, f.name, Value::boolean(f.there)));
  TRY(module_add(thread, module, "_DEFAULT_CIPHERS", Value(intern(heap, "ALL:!COMPLEMENTOFDEFAULT:!eNULL"))));
  TRY(module_add(thread, module, "OPENSSL_VERSION", Value(string_from_utf8(heap, OpenSSL_version(OPENSSL_VERSION)))));
  const unsigned long version = OpenSSL_version_num();
  TRY(module_add(thread, module, "OPENSSL_VERSION_NUMBER", unsigned_value(heap, version)));
  auto parts = [&](unsigned long v) {
    return Value(tuple_of(heap, Value::integer(int64_t(v >> 28 & 0xff)), Value::integer(int64_t(v >> 20 & 0xff)), Value::integer(int64_t(v >> 12 & 0xff)),
                          Value::integer(int64_t(v >> 4 & 0xff)), Value::integer(int64_t(v & 0xf))));
  };
  TRY(module_add(thread, module, "OPENSSL_VERSION_INFO", parts(version)));
  TRY(module_add(thread, module, "_OPENSSL_API_VERSION", parts(OPENSSL_VERSION_NUMBER)));
  // Errors get their names from the library's texts; the tables are there for programs that look at them.
  for (const char* table : {"err_codes_to_names", "err_names_to_codes", "lib_codes_to_names"}) TRY(module_add(thread, module, table, Value(new_dict(heap))));
  return ok_status();
}

}  // namespace

}  // namespace ssl

extern const ModuleSpec kSslModule = {.name = "_ssl", .doc = "Implementation module for SSL socket operations.", .functions = ssl::kFunctions, .execute = ssl::execute};

}  // namespace taipan::python
