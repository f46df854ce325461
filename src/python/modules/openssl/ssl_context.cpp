// python/modules/openssl/ssl_context.cpp -- the type _SSLContext: settings of connections. https://docs.python.org/3.11/library/ssl.html#ssl-contexts
//
// Room       python/modules/openssl.
// Tests      CPython's test_ssl
#define OPENSSL_SUPPRESS_DEPRECATED  // parameters of Diffie and Hellman's exchange come from a file in the old form
#include <openssl/bio.h>
#include <openssl/dh.h>
#include <openssl/pem.h>

#include <climits>
#include <cstring>

#include "python/modules/in_library.h"
#include "python/modules/openssl/ssl_private.h"
#include "python/objects/buffer.h"
#include "python/objects/builtin_codecs.h"
#include "python/runtime/audit.h"
#include "python/runtime/threads.h"
#include "vm/integer.h"
#include "vm/layouts.h"

namespace taipan::python::ssl {

Type* g_context_type;

namespace {

enum Protocol { kTls = 2, kTls1 = 3, kTls11 = 4, kTls12 = 5, kTlsClient = 16, kTlsServer = 17 };

void trace_context(HeapObject* object, Tracer& tracer) {
  auto* self = static_cast<Context*>(object);
  for (Value v : {self->sni_callback, self->message_callback, self->keylog_filename}) tracer.visit_value(v.bits());
  trace_attributes(object, tracer);
}
void finalize_context(HeapObject* object) {
  auto* self = static_cast<Context*>(object);
  SSL_CTX_free(self->native);
  if (self->keylog) fclose(self->keylog);
  delete self->protocols;
}
const Layout kLayout = {.name = "ssl context", .size = &size_from_shape, .trace = &trace_context, .finalize = &finalize_context};

SSL_CTX* native_of(Value v) { return context_of(v)->native; }
Result<std::string> utf8(Thread& thread, String* s) { return std::string(TRY(encode_utf8(thread, s, nullptr))->view()); }

Value context_new(Thread& thread, Value cls, int protocol) {
  const SSL_METHOD* method = nullptr;
  switch (protocol) {
    case kTls: method = TLS_method(); break;
    case kTls1: method = TLS_method(); break;
    case kTls11: method = TLS_method(); break;
    case kTls12: method = TLS_method(); break;
    case kTlsClient: method = TLS_client_method(); break;
    case kTlsServer: method = TLS_server_method(); break;
    default: return raise(thread, TypeId::ValueError, "invalid or unsupported protocol version %d", protocol);
  }
  if (protocol == kTls) TRY(warn(thread, TypeId::DeprecationWarning, 2, "ssl.PROTOCOL_TLS is deprecated"));
  if (protocol == kTls1) TRY(warn(thread, TypeId::DeprecationWarning, 2, "ssl.PROTOCOL_TLSv1 is deprecated"));
  if (protocol == kTls11) TRY(warn(thread, TypeId::DeprecationWarning, 2, "ssl.PROTOCOL_TLSv1_1 is deprecated"));
  if (protocol == kTls12) TRY(warn(thread, TypeId::DeprecationWarning, 2, "ssl.PROTOCOL_TLSv1_2 is deprecated"));
  auto* self = static_cast<Context*>(allocate_instance(thread.heap(), cls.as<Type>()));
  self->native = SSL_CTX_new(method);
  if (!self->native) return raise_library_error(thread);
  self->protocol = protocol;
  self->protocols = nullptr;
  self->keylog = nullptr;
  self->host_flags = X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS;
  self->sni_callback = self->message_callback = self->keylog_filename = Value::none();
  SSL_CTX* native = self->native;
  const int fixed = protocol == kTls1 ? TLS1_VERSION : protocol == kTls11 ? TLS1_1_VERSION : protocol == kTls12 ? TLS1_2_VERSION : 0;
  if (fixed) {
    SSL_CTX_set_min_proto_version(native, fixed);
    SSL_CTX_set_max_proto_version(native, fixed);
  }
  self->check_hostname = protocol == kTlsClient;
  SSL_CTX_set_verify(native, protocol == kTlsClient ? SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT : SSL_VERIFY_NONE, nullptr);
  uint64_t options = SSL_OP_ALL & ~SSL_OP_DONT_INSERT_EMPTY_FRAGMENTS;
  options |= SSL_OP_NO_SSLv3 | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_SINGLE_DH_USE | SSL_OP_SINGLE_ECDH_USE |
             SSL_OP_ENABLE_MIDDLEBOX_COMPAT | SSL_OP_IGNORE_UNEXPECTED_EOF;
  SSL_CTX_set_options(native, options);
  // What is too weak is left out, as the distribution has it.
  if (!SSL_CTX_set_cipher_list(native, "ALL:!COMPLEMENTOFDEFAULT:!eNULL")) {
    const Value error = TRY(call_with(thread, Value(g_error), Value(intern(thread.heap(), "No cipher can be selected."))));
    return raise_exception(thread, error);
  }
  SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_session_id_context(native, reinterpret_cast<const unsigned char*>("Python"), 6);
  X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(native), X509_V_FLAG_TRUSTED_FIRST);
  X509_VERIFY_PARAM_set_hostflags(SSL_CTX_get0_param(native), self->host_flags);
  SSL_CTX_set_post_handshake_auth(native, 0);
  return Value(self);
}

// ---- ciphers and protocols

Status set_ciphers(Thread& thread, Value self, String* list) {
  const std::string text = TRY(utf8(thread, list));
  if (!SSL_CTX_set_cipher_list(native_of(self), text.c_str())) {
    ERR_clear_error();
    const Value error = TRY(call_with(thread, Value(g_error), Value(intern(thread.heap(), "No cipher can be selected."))));
    return raise_exception(thread, error);
  }
  return ok_status();
}
Value cipher_dict(Thread& thread, const SSL_CIPHER* cipher) {
  Heap& heap = thread.heap();
  Dict* dict = new_dict(heap);
  auto set = [&](const char* key, Value value) { dict_set(heap, dict, intern(heap, key), value); };
  auto text = [&](const char* s) { return s ? Value(string_from_utf8(heap, s)) : Value::none(); };
  auto nid = [&](int id) { return id == NID_undef ? Value::none() : text(OBJ_nid2ln(id)); };
  char description[512];
  SSL_CIPHER_description(cipher, description, sizeof description);
  description[strcspn(description, "\n")] = '\0';
  int bits = 0;
  const int strength = SSL_CIPHER_get_bits(cipher, &bits);
  set("id", integer_value(heap, int64_t(SSL_CIPHER_get_id(cipher))));
  set("name", text(SSL_CIPHER_get_name(cipher)));
  set("protocol", text(SSL_CIPHER_get_version(cipher)));
  set("description", text(description));
  set("strength_bits", Value::integer(strength));
  set("alg_bits", Value::integer(bits));
  set("aead", Value::boolean(SSL_CIPHER_is_aead(cipher)));
  set("symmetric", nid(SSL_CIPHER_get_cipher_nid(cipher)));
  set("digest", nid(SSL_CIPHER_get_digest_nid(cipher)));
  set("kea", nid(SSL_CIPHER_get_kx_nid(cipher)));
  set("auth", nid(SSL_CIPHER_get_auth_nid(cipher)));
  return Value(dict);
}
Value get_ciphers(Thread& thread, Value self) {
  List* list = new_list(thread.heap());
  SSL* connection = SSL_new(native_of(self));
  if (!connection) return raise_library_error(thread);
  STACK_OF(SSL_CIPHER)* ciphers = SSL_get_ciphers(connection);
  for (int i = 0; ciphers && i < sk_SSL_CIPHER_num(ciphers); i++) (void)list->append(thread.heap(), cipher_dict(thread, sk_SSL_CIPHER_value(ciphers, i)));
  SSL_free(connection);
  return Value(list);
}
int choose_protocol(SSL*, const unsigned char** out, unsigned char* out_size, const unsigned char* offered, unsigned offered_size, void* data) {
  const auto* own = static_cast<const std::string*>(data);
  if (SSL_select_next_proto(const_cast<unsigned char**>(out), out_size, reinterpret_cast<const unsigned char*>(own->data()), unsigned(own->size()), offered,
                            offered_size) != OPENSSL_NPN_NEGOTIATED) {
    return SSL_TLSEXT_ERR_NOACK;
  }
  return SSL_TLSEXT_ERR_OK;
}
Status set_alpn_protocols(Thread& thread, Value self, Value protocols) {
  BufferView view;
  TRY(get_buffer(thread, protocols, &view));
  Context* context = context_of(self);
  if (!context->protocols) context->protocols = new std::string;
  *context->protocols = view.view();
  if (SSL_CTX_set_alpn_protos(context->native, view.data, unsigned(view.size))) return raise_memory_error(thread);
  SSL_CTX_set_alpn_select_cb(context->native, choose_protocol, context->protocols);
  return ok_status();
}

// ---- certificates

Result<std::string> password_text(Thread& thread, Value value, bool from_call) {
  if (String* text = as_string(value)) return utf8(thread, text);
  if (is_bytes_like(value)) {
    BufferView view;
    TRY(get_buffer(thread, value, &view));
    return std::string(view.view());
  }
  return raise(thread, TypeId::TypeError, from_call ? "password callback must return a string" : "password should be a string or callable");
}
// A text, or a function that is asked only if there is something to decrypt.
struct Password {
  Value given;
};
int give_password(char* buffer, int size, int, void* data) {
  Callback callback;
  Thread& thread = callback.thread();
  const Value given = static_cast<Password*>(data)->given;
  const bool asks = is_callable(given);
  const Value value = asks ? call_with(thread, given) : given;
  if (value.is_raised()) return -1;
  Result<std::string> text = password_text(thread, value, asks);
  if (!text.ok()) return -1;
  if (int64_t(text.value().size()) > size) {
    raise(thread, TypeId::ValueError, "password cannot be longer than %d bytes", size);
    return -1;
  }
  memcpy(buffer, text.value().data(), text.value().size());
  return int(text.value().size());
}
Status load_cert_chain(Thread& thread, Value self, Value certificate_file, Value key_file, Value password_value) {
  SSL_CTX* native = native_of(self);
  auto file = [&](Value path, const char* what) -> Result<std::string> {
    Result<std::string> name = path_of(thread, path);
    if (!name.ok() && clear_if(thread, TypeId::TypeError)) return raise(thread, TypeId::TypeError, "%s should be a valid filesystem path", what);
    return name;
  };
  const std::string certificates = TRY(file(certificate_file, "certfile"));
  const std::string key = key_file.is_none() ? certificates : TRY(file(key_file, "keyfile"));
  Password password{password_value};
  pem_password_cb* old_callback = SSL_CTX_get_default_passwd_cb(native);
  void* old_data = SSL_CTX_get_default_passwd_cb_userdata(native);
  if (!password_value.is_none()) {
    if (!is_callable(password_value)) TRY(password_text(thread, password_value, false));
    SSL_CTX_set_default_passwd_cb(native, give_password);
    SSL_CTX_set_default_passwd_cb_userdata(native, &password);
  }
  errno = 0;
  bool good;
  {
    const InLibrary inside(thread);
    good = SSL_CTX_use_certificate_chain_file(native, certificates.c_str()) == 1;
  }
  const int first_error = errno;
  if (good) {
    errno = 0;
    const InLibrary inside(thread);
    good = SSL_CTX_use_PrivateKey_file(native, key.c_str(), SSL_FILETYPE_PEM) == 1 && SSL_CTX_check_private_key(native) == 1;
  }
  const int error = good ? 0 : first_error ? first_error : errno;
  SSL_CTX_set_default_passwd_cb(native, old_callback);
  SSL_CTX_set_default_passwd_cb_userdata(native, old_data);
  if (thread.has_exception()) {
    ERR_clear_error();
    return Raised{};
  }
  if (good) return ok_status();
  if (error != 0) {
    ERR_clear_error();
    return raise_os_error(thread, error);
  }
  return raise_library_error(thread);
}

// Certificates in memory: PEM text or DER bytes.
Status add_certificates(Thread& thread, SSL_CTX* native, const std::string& data, bool pem) {
  X509_STORE* store = SSL_CTX_get_cert_store(native);
  BIO* bio = BIO_new_mem_buf(data.data(), int(data.size()));
  if (!bio) return raise_library_error(thread);
  int loaded = 0;
  for (;;) {
    X509* certificate = pem ? PEM_read_bio_X509(bio, nullptr, nullptr, nullptr) : d2i_X509_bio(bio, nullptr);
    if (!certificate) break;
    const bool added = X509_STORE_add_cert(store, certificate);
    X509_free(certificate);
    if (!added) break;
    loaded++;
  }
  BIO_free(bio);
  const unsigned long code = ERR_peek_last_error();
  const char* reason = pem ? "no start line: cadata does not contain a certificate" : "not enough data: cadata does not contain a certificate";
  if (loaded == 0) return raise_ssl_error(thread, g_error, 0, reason, 0);
  const bool at_end = pem ? ERR_GET_LIB(code) == ERR_LIB_PEM && ERR_GET_REASON(code) == PEM_R_NO_START_LINE
                          : ERR_GET_LIB(code) == ERR_LIB_ASN1 && (ERR_GET_REASON(code) == ASN1_R_HEADER_TOO_LONG || ERR_GET_REASON(code) == ASN1_R_NOT_ENOUGH_DATA);
  if (code != 0 && !at_end) return raise_library_error(thread);
  ERR_clear_error();
  return ok_status();
}
Status load_verify_locations(Thread& thread, Value self, Value file, Value folder, Value data) {
  if (file.is_none() && folder.is_none() && data.is_none()) return raise(thread, TypeId::TypeError, "cafile, capath and cadata cannot be all omitted");
  auto path = [&](Value value, const char* what) -> Result<std::string> {
    if (value.is_none()) return std::string();
    Result<std::string> name = path_of(thread, value);
    if (!name.ok() && clear_if(thread, TypeId::TypeError)) return raise(thread, TypeId::TypeError, "%s should be a valid filesystem path", what);
    return name;
  };
  const std::string file_name = TRY(path(file, "cafile")), folder_name = TRY(path(folder, "capath"));
  if (!data.is_none()) {
    if (String* text = as_string(data)) {
      Bytes* ascii = encode_ascii(thread, text, nullptr);
      if (!ascii) {
        thread.clear_exception();
        return raise(thread, TypeId::TypeError, "cadata should be an ASCII string or a bytes-like object");
      }
      if (ascii->length() == 0) return raise(thread, TypeId::ValueError, "Empty certificate data");
      TRY(add_certificates(thread, native_of(self), std::string(ascii->view()), true));
    } else if (is_bytes_like(data)) {
      BufferView view;
      TRY(get_buffer(thread, data, &view));
      if (view.size == 0) return raise(thread, TypeId::ValueError, "Empty certificate data");
      TRY(add_certificates(thread, native_of(self), std::string(view.view()), false));
    } else {
      return raise(thread, TypeId::TypeError, "cadata should be an ASCII string or a bytes-like object");
    }
  }
  if (file.is_none() && folder.is_none()) return ok_status();
  errno = 0;
  bool good;
  {
    WithoutLock released(thread);
    good = SSL_CTX_load_verify_locations(native_of(self), file.is_none() ? nullptr : file_name.c_str(), folder.is_none() ? nullptr : folder_name.c_str()) == 1;
  }
  if (good) return ok_status();
  if (errno != 0) {
    const int error = errno;
    ERR_clear_error();
    return raise_os_error(thread, error);
  }
  return raise_library_error(thread);
}
Status set_default_verify_paths(Thread& thread, Value self) {
  bool good;
  {
    WithoutLock released(thread);
    good = SSL_CTX_set_default_verify_paths(native_of(self));
  }
  if (!good) return raise_library_error(thread);
  return ok_status();
}
Value cert_store_stats(Thread& thread, Value self) {
  Heap& heap = thread.heap();
  STACK_OF(X509_OBJECT)* objects = X509_STORE_get0_objects(SSL_CTX_get_cert_store(native_of(self)));
  int certificates = 0, authorities = 0, lists = 0;
  for (int i = 0; i < sk_X509_OBJECT_num(objects); i++) {
    X509_OBJECT* object = sk_X509_OBJECT_value(objects, i);
    if (X509* certificate = X509_OBJECT_get0_X509(object)) {
      certificates++;
      authorities += X509_check_ca(certificate) != 0;
    } else if (X509_OBJECT_get0_X509_CRL(object)) {
      lists++;
    }
  }
  Dict* dict = new_dict(heap);
  dict_set(heap, dict, intern(heap, "x509"), Value::integer(certificates));
  dict_set(heap, dict, intern(heap, "crl"), Value::integer(lists));
  dict_set(heap, dict, intern(heap, "x509_ca"), Value::integer(authorities));
  return Value(dict);
}
Value get_ca_certs(Thread& thread, Value self, bool binary) {
  STACK_OF(X509_OBJECT)* objects = X509_STORE_get0_objects(SSL_CTX_get_cert_store(native_of(self)));
  List* list = new_list(thread.heap());
  for (int i = 0; i < sk_X509_OBJECT_num(objects); i++) {
    X509* certificate = X509_OBJECT_get0_X509(sk_X509_OBJECT_value(objects, i));
    if (!certificate || !X509_check_ca(certificate)) continue;
    (void)list->append(thread.heap(), TRY(binary ? certificate_der(thread, certificate) : certificate_dict(thread, certificate)));
  }
  return Value(list);
}
Value session_stats(Thread& thread, Value self) {
  Heap& heap = thread.heap();
  SSL_CTX* native = native_of(self);
  const struct {
    const char* name;
    long count;
  } rows[] = {{"number", SSL_CTX_sess_number(native)}, {"connect", SSL_CTX_sess_connect(native)}, {"connect_good", SSL_CTX_sess_connect_good(native)},
              {"connect_renegotiate", SSL_CTX_sess_connect_renegotiate(native)}, {"accept", SSL_CTX_sess_accept(native)},
              {"accept_good", SSL_CTX_sess_accept_good(native)}, {"accept_renegotiate", SSL_CTX_sess_accept_renegotiate(native)},
              {"hits", SSL_CTX_sess_hits(native)}, {"misses", SSL_CTX_sess_misses(native)}, {"timeouts", SSL_CTX_sess_timeouts(native)},
              {"cache_full", SSL_CTX_sess_cache_full(native)}};
  Dict* dict = new_dict(heap);
  for (const auto& row : rows) dict_set(heap, dict, intern(heap, row.name), Value::integer(row.count));
  return Value(dict);
}
Status load_dh_params(Thread& thread, Value self, Value path) {
  const std::string name = TRY(path_of(thread, path));
  TRY(audit(thread, "open", path, Value(intern(thread.heap(), "rb")), Value::integer(0)));
  FILE* file = fopen(name.c_str(), "rb");
  if (!file) return raise_os_error(thread, errno, path);
  errno = 0;
  DH* parameters = PEM_read_DHparams(file, nullptr, nullptr, nullptr);
  fclose(file);
  if (!parameters) {
    if (errno == 0) return raise_library_error(thread);
    ERR_clear_error();
    return raise_os_error(thread, errno);
  }
  const bool good = SSL_CTX_set_tmp_dh(native_of(self), parameters);
  DH_free(parameters);
  if (!good) return raise_library_error(thread);
  return ok_status();
}
Status set_ecdh_curve(Thread& thread, Value self, Value name) {
  std::string text;
  if (String* s = as_string(name)) {
    text = TRY(utf8(thread, s));
  } else {
    BufferView view;
    TRY(get_buffer(thread, name, &view));
    text = view.view();
  }
  const int nid = OBJ_sn2nid(text.c_str());
  if (nid == 0) return raise(thread, TypeId::ValueError, "unknown elliptic curve name %R", name);
  if (!SSL_CTX_set1_groups(native_of(self), &nid, 1)) return raise_library_error(thread);
  return ok_status();
}

// ---- connections

Value wrap_socket(Thread& thread, Value self, Value sock, bool server_side, Value hostname, Value owner, Value session) {
  return new_socket(thread, self, sock, nullptr, nullptr, server_side, hostname, owner, session);
}
Value wrap_bio(Thread& thread, Value self, Value incoming, Value outgoing, bool server_side, Value hostname, Value owner, Value session) {
  for (const Value bio : {incoming, outgoing}) {
    if (!is_subtype(type_of(bio), g_bio_type)) {
      return raise(thread, TypeId::TypeError, "_wrap_bio() argument '%s' must be _ssl.MemoryBIO, not %M", bio.bits() == incoming.bits() ? "incoming" : "outgoing", bio);
    }
  }
  return new_socket(thread, self, Value::none(), incoming.as<MemoryBio>(), outgoing.as<MemoryBio>(), server_side, hostname, owner, session);
}

// ---- attributes

Value get_verify_mode(Thread&, Value self) {
  const int mode = SSL_CTX_get_verify_mode(native_of(self)) & ~SSL_VERIFY_POST_HANDSHAKE;
  return Value::integer(mode == SSL_VERIFY_NONE ? 0 : mode & SSL_VERIFY_FAIL_IF_NO_PEER_CERT ? 2 : 1);
}
Status apply_verify_mode(Thread& thread, Value self, int64_t mode) {
  int flags;
  switch (mode) {
    case 0: flags = SSL_VERIFY_NONE; break;
    case 1: flags = SSL_VERIFY_PEER; break;
    case 2: flags = SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT; break;
    default: return raise(thread, TypeId::ValueError, "invalid value for verify_mode");
  }
  SSL_CTX_set_verify(native_of(self), flags, SSL_CTX_get_verify_callback(native_of(self)));
  return ok_status();
}
#define REFUSE_DELETION() \
  if (value.is_unbound()) return raise(thread, TypeId::AttributeError, "cannot delete attribute")
Status set_verify_mode(Thread& thread, Value self, Value value) {
  REFUSE_DELETION();
  const int64_t mode = TRY(to_int64(thread, value));
  if (mode == 0 && context_of(self)->check_hostname) {
    return raise(thread, TypeId::ValueError, "Cannot set verify_mode to CERT_NONE when check_hostname is enabled.");
  }
  return apply_verify_mode(thread, self, mode);
}
Value get_verify_flags(Thread& thread, Value self) {
  return unsigned_value(thread.heap(), X509_VERIFY_PARAM_get_flags(SSL_CTX_get0_param(native_of(self))));
}
Status set_verify_flags(Thread& thread, Value self, Value value) {
  REFUSE_DELETION();
  X509_VERIFY_PARAM* parameters = SSL_CTX_get0_param(native_of(self));
  const auto flags = (unsigned long)(TRY(to_int64(thread, value)));
  const unsigned long before = X509_VERIFY_PARAM_get_flags(parameters);
  if (before & ~flags) X509_VERIFY_PARAM_clear_flags(parameters, before & ~flags);
  if (flags & ~before) X509_VERIFY_PARAM_set_flags(parameters, flags & ~before);
  return ok_status();
}
Value get_options(Thread& thread, Value self) { return unsigned_value(thread.heap(), SSL_CTX_get_options(native_of(self))); }
Status set_options(Thread& thread, Value self, Value value) {
  REFUSE_DELETION();
  const auto wanted = uint64_t(TRY(to_int64(thread, value))), before = SSL_CTX_get_options(native_of(self));
  if ((wanted & ~before) & (SSL_OP_NO_SSLv3 | SSL_OP_NO_TLSv1 | SSL_OP_NO_TLSv1_1 | SSL_OP_NO_TLSv1_2 | SSL_OP_NO_TLSv1_3)) {
    TRY(warn(thread, TypeId::DeprecationWarning, 2, "ssl.OP_NO_SSL*/ssl.OP_NO_TLS* options are deprecated"));
  }
  if (before & ~wanted) SSL_CTX_clear_options(native_of(self), before & ~wanted);
  if (wanted & ~before) SSL_CTX_set_options(native_of(self), wanted & ~before);
  return ok_status();
}
Value get_check_hostname(Thread&, Value self) { return Value::boolean(context_of(self)->check_hostname); }
Status set_check_hostname(Thread& thread, Value self, Value value) {
  REFUSE_DELETION();
  const bool on = TRY(is_true(thread, value));
  if (on && SSL_CTX_get_verify_mode(native_of(self)) == SSL_VERIFY_NONE) TRY(apply_verify_mode(thread, self, 2));
  context_of(self)->check_hostname = on;
  return ok_status();
}
Value get_host_flags(Thread& thread, Value self) { return unsigned_value(thread.heap(), context_of(self)->host_flags); }
Status set_host_flags(Thread& thread, Value self, Value value) {
  REFUSE_DELETION();
  context_of(self)->host_flags = unsigned(TRY(to_int64(thread, value)));
  X509_VERIFY_PARAM_set_hostflags(SSL_CTX_get0_param(native_of(self)), context_of(self)->host_flags);
  return ok_status();
}
template <bool maximum>
Value get_version_limit(Thread&, Value self) {
  const long version = maximum ? SSL_CTX_get_max_proto_version(native_of(self)) : SSL_CTX_get_min_proto_version(native_of(self));
  return Value::integer(version == 0 ? (maximum ? -1 : -2) : version);
}
template <bool maximum>
Status set_version_limit(Thread& thread, Value self, Value value) {
  REFUSE_DELETION();
  const int64_t version = TRY(to_int64(thread, value));
  Context* context = context_of(self);
  if (context->protocol != kTls && context->protocol != kTlsClient && context->protocol != kTlsServer) {
    return raise(thread, TypeId::ValueError, "The context's protocol doesn't support modification of highest and lowest version.");
  }
  int wanted;
  switch (version) {
    case -2: wanted = maximum ? TLS1_VERSION : 0; break;
    case -1: wanted = maximum ? 0 : TLS1_3_VERSION; break;
    case SSL3_VERSION:
    case TLS1_VERSION:
    case TLS1_1_VERSION:
      TRY(warn(thread, TypeId::DeprecationWarning, 2, version == SSL3_VERSION ? "ssl.TLSVersion.SSLv3 is deprecated"
                                                      : version == TLS1_VERSION ? "ssl.TLSVersion.TLSv1 is deprecated" : "ssl.TLSVersion.TLSv1_1 is deprecated"));
      [[fallthrough]];
    case TLS1_2_VERSION:
    case TLS1_3_VERSION: wanted = int(version); break;
    default: return raise(thread, TypeId::ValueError, "Unsupported TLS/SSL version 0x%x", unsigned(version));
  }
  const bool good = maximum ? SSL_CTX_set_max_proto_version(context->native, wanted) : SSL_CTX_set_min_proto_version(context->native, wanted);
  if (!good) return raise(thread, TypeId::ValueError, "Unsupported protocol version 0x%x", unsigned(wanted));
  return ok_status();
}
Value get_protocol(Thread&, Value self) { return Value::integer(context_of(self)->protocol); }
Value get_security_level(Thread&, Value self) { return Value::integer(SSL_CTX_get_security_level(native_of(self))); }
Value get_num_tickets(Thread&, Value self) { return Value::integer(int64_t(SSL_CTX_get_num_tickets(native_of(self)))); }
Status set_num_tickets(Thread& thread, Value self, Value value) {
  REFUSE_DELETION();
  const int64_t count = TRY(to_int64(thread, value));
  if (count < 0) return raise(thread, TypeId::ValueError, "value must be non-negative");
  if (context_of(self)->protocol != kTlsServer) return raise(thread, TypeId::ValueError, "SSLContext is not a server context.");
  SSL_CTX_set_num_tickets(native_of(self), size_t(count));
  return ok_status();
}
Value get_post_handshake_auth(Thread&, Value self) { return Value::boolean(context_of(self)->post_handshake_auth); }
Status set_post_handshake_auth(Thread& thread, Value self, Value value) {
  REFUSE_DELETION();
  context_of(self)->post_handshake_auth = TRY(is_true(thread, value));
  return ok_status();
}

// The name that a client asks for: Python code may choose another context, or an alert.
int choose_by_name(SSL* connection, int* alert, void* data) {
  auto* socket = static_cast<Socket*>(SSL_get_app_data(connection));
  auto* context = static_cast<Context*>(data);
  if (!socket || !InLibrary::current()) return SSL_TLSEXT_ERR_ALERT_FATAL;
  Callback callback;
  Thread& thread = callback.thread();
  const char* name = SSL_get_servername(connection, TLSEXT_NAMETYPE_host_name);
  const Value owner = socket->owner.is_none() ? Value::none() : call_with(thread, socket->owner);
  Value result = owner;
  if (!owner.is_raised()) {
    const Value shown = name ? Value(string_from_utf8(thread.heap(), name)) : Value::none();
    result = call_with(thread, context->sni_callback, owner, shown, Value(context));
  }
  if (result.is_raised()) {
    write_unraisable(thread, context->sni_callback);
    *alert = SSL_AD_HANDSHAKE_FAILURE;
    return SSL_TLSEXT_ERR_ALERT_FATAL;
  }
  if (result.is_none()) return SSL_TLSEXT_ERR_OK;
  Result<int64_t> number = to_int64(thread, result);
  if (!number.ok()) {
    write_unraisable(thread, result);
    *alert = SSL_AD_INTERNAL_ERROR;
  } else {
    *alert = int(number.value());
  }
  return SSL_TLSEXT_ERR_ALERT_FATAL;
}
Value get_sni_callback(Thread&, Value self) { return context_of(self)->sni_callback; }
Status set_sni_callback(Thread& thread, Value self, Value value) {
  REFUSE_DELETION();
  Context* context = context_of(self);
  if (context->protocol == kTlsClient) return raise(thread, TypeId::ValueError, "sni_callback cannot be set on TLS_CLIENT context");
  if (!value.is_none() && !is_callable(value)) {
    SSL_CTX_set_tlsext_servername_callback(context->native, nullptr);
    return raise(thread, TypeId::TypeError, "not a callable object");
  }
  context->sni_callback = value;
  thread.heap().write_barrier(context);
  int (*const choose)(SSL*, int*, void*) = value.is_none() ? nullptr : choose_by_name;
  SSL_CTX_set_tlsext_servername_callback(context->native, choose);
  SSL_CTX_set_tlsext_servername_arg(context->native, context);
  return ok_status();
}
Value get_message_callback(Thread&, Value self) { return context_of(self)->message_callback; }
Status set_message_callback(Thread& thread, Value self, Value value) {
  REFUSE_DELETION();
  if (value.is_none()) {
    context_of(self)->message_callback = value;
    return ok_status();
  }
  if (!is_callable(value)) return raise(thread, TypeId::TypeError, "%R is not callable.", value);
  return raise_not_implemented(thread, "SSLContext._msg_callback");
}
void write_key_line(const SSL* connection, const char* line) {
  auto* socket = static_cast<Socket*>(SSL_get_app_data(connection));
  if (!socket || !socket->context->keylog) return;
  fprintf(socket->context->keylog, "%s\n", line);
  fflush(socket->context->keylog);
}
Value get_keylog_filename(Thread&, Value self) { return context_of(self)->keylog_filename; }
Status set_keylog_filename(Thread& thread, Value self, Value value) {
  REFUSE_DELETION();
  Context* context = context_of(self);
  SSL_CTX_set_keylog_callback(context->native, nullptr);
  if (context->keylog) fclose(context->keylog);
  context->keylog = nullptr;
  context->keylog_filename = Value::none();
  if (value.is_none()) return ok_status();
  const std::string path = TRY(path_of(thread, value));
  context->keylog = fopen(path.c_str(), "a");
  if (!context->keylog) return raise_os_error(thread, errno, value);
  if (ftell(context->keylog) == 0) {
    fputs("# TLS secrets log file, generated by OpenSSL / Python\n", context->keylog);
    fflush(context->keylog);
  }
  context->keylog_filename = value;
  thread.heap().write_barrier(context);
  SSL_CTX_set_keylog_callback(context->native, write_key_line);
  return ok_status();
}
#undef REFUSE_DELETION

const Method kMethods[] = {
    {"__new__(cls, protocol, /)", context_new, ""},
    {"_wrap_socket(self, /, sock, server_side, server_hostname=None, *, owner=None, session=None)", wrap_socket, ""},
    {"_wrap_bio(self, /, incoming, outgoing, server_side, server_hostname=None, *, owner=None, session=None)", wrap_bio, ""},
    {"set_ciphers(self, cipherlist, /)", set_ciphers, ""},
    {"get_ciphers(self, /)", get_ciphers, ""},
    {"_set_alpn_protocols(self, protos, /)", set_alpn_protocols, ""},
    {"load_cert_chain(self, /, certfile, keyfile=None, password=None)", load_cert_chain, ""},
    {"load_dh_params(self, path, /)", load_dh_params, ""},
    {"load_verify_locations(self, /, cafile=None, capath=None, cadata=None)", load_verify_locations, ""},
    {"set_default_verify_paths(self, /)", set_default_verify_paths, ""},
    {"session_stats(self, /)", session_stats, ""},
    {"set_ecdh_curve(self, name, /)", set_ecdh_curve, ""},
    {"cert_store_stats(self, /)", cert_store_stats, "Returns quantities of loaded X.509 certificates."},
    {"get_ca_certs(self, /, binary_form=False)", get_ca_certs, "Returns a list of dicts with information of loaded CA certs."},
};
const Getter kGetters[] = {
    {"verify_mode", get_verify_mode, set_verify_mode, ""},
    {"verify_flags", get_verify_flags, set_verify_flags, ""},
    {"options", get_options, set_options, ""},
    {"check_hostname", get_check_hostname, set_check_hostname, ""},
    {"_host_flags", get_host_flags, set_host_flags, ""},
    {"minimum_version", get_version_limit<false>, set_version_limit<false>, ""},
    {"maximum_version", get_version_limit<true>, set_version_limit<true>, ""},
    {"protocol", get_protocol, nullptr, ""},
    {"security_level", get_security_level, nullptr, ""},
    {"num_tickets", get_num_tickets, set_num_tickets, ""},
    {"post_handshake_auth", get_post_handshake_auth, set_post_handshake_auth, ""},
    {"sni_callback", get_sni_callback, set_sni_callback, ""},
    {"_msg_callback", get_message_callback, set_message_callback, ""},
    {"keylog_filename", get_keylog_filename, set_keylog_filename, ""},
};
const TypeSpec kSpec = {.name = "_ssl._SSLContext", .layout = &kLayout, .kind = kind(PythonKind::Other), .native_size = sizeof(Context),
                        .flags = kTypeSubclassable | kTypeWeakrefable, .methods = kMethods, .getters = kGetters};

}  // namespace

Status define_context_type(Thread& thread, Module* module) {
  if (!g_context_type) g_context_type = TRY(define_type(thread, kSpec));
  return module_add(thread, module, "_SSLContext", Value(g_context_type));
}

}  // namespace taipan::python::ssl
