// python/modules/openssl/ssl_private.h -- what the files of the module _ssl share.
//
// Room       python/modules/openssl. The library is OpenSSL.
#pragma once

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <string>

#include "python/objects/abstract.h"
#include "python/objects/objects.h"

namespace taipan::python::ssl {

struct Context : HeapObject {
  SSL_CTX* native;
  std::string* protocols;        // ALPN: what the server side chooses from
  Value sni_callback, message_callback;
  Value keylog_filename;         // str or None
  FILE* keylog;
  int protocol;                  // PROTOCOL_...
  unsigned host_flags;
  bool check_hostname, post_handshake_auth;
};
struct Socket : HeapObject {
  SSL* native;
  Value socket;                  // weak reference to the socket, or None with memory BIOs
  Value owner;                   // weak reference, or None: what callbacks get
  Context* context;
  Value server_hostname;         // str or None
  bool server_side;
};
struct MemoryBio : HeapObject {
  BIO* bio;
  bool eof_written;
};

extern Type *g_context_type, *g_socket_type, *g_bio_type, *g_session_type, *g_certificate_type;
extern Type *g_error, *g_zero_return, *g_want_read, *g_want_write, *g_syscall, *g_eof, *g_verification;

inline Context* context_of(Value v) { return v.as<Context>(); }
inline Socket* socket_of(Value v) { return v.as<Socket>(); }

// "[SSL: REASON] text (_ssl.c)" for the library's last error, whose queue is emptied. `message` null: the error's own text.
Raised raise_ssl_error(Thread& thread, Type* type, int error_number, const char* message, unsigned long code, Socket* socket = nullptr);
Raised raise_library_error(Thread& thread, const char* otherwise = nullptr);
// A text as UTF-8 or, for file names, as the file system has it.
Result<std::string> path_of(Thread& thread, Value path);

// ssl_socket.cpp
Status define_socket_types(Thread& thread, Module* module);
Value new_socket(Thread& thread, Value context, Value socket, MemoryBio* in, MemoryBio* out, bool server_side, Value hostname, Value owner, Value session);
// ssl_context.cpp
Status define_context_type(Thread& thread, Module* module);
// ssl_certificate.cpp
Value certificate_dict(Thread& thread, X509* certificate);
Value certificate_der(Thread& thread, X509* certificate);
Status define_certificate_type(Thread& thread, Module* module);
Value new_certificate(Thread& thread, X509* certificate);
Value test_decode_certificate(Thread& thread, Value path);

}  // namespace taipan::python::ssl
