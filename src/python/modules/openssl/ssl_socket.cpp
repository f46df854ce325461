// python/modules/openssl/ssl_socket.cpp -- the types _SSLSocket and SSLSession: connections over sockets and memory BIOs.
//
// Room       python/modules/openssl.
// Tests      CPython's test_ssl, test_asyncio.test_ssl
//
// The library does its reading and writing itself. What it cannot do at once is tried again when the socket is ready, until the
// socket's time-out; sockets without one block inside the library, others are non-blocking to begin with.
#include <arpa/inet.h>
#include <poll.h>

#include <climits>
#include <ctime>

#include "python/modules/in_library.h"
#include "python/modules/openssl/ssl_private.h"
#include "python/modules/time_values.h"
#include "python/objects/buffer.h"
#include "python/objects/builtin_codecs.h"
#include "python/objects/weak_reference.h"
#include "python/runtime/signals.h"
#include "vm/integer.h"
#include "vm/layouts.h"

namespace taipan::python::ssl {

Type *g_socket_type, *g_session_type;

namespace {

struct Session : HeapObject {
  SSL_SESSION* native;
  Context* context;
};
void trace_session(HeapObject* object, Tracer& tracer) {
  if (static_cast<Session*>(object)->context) tracer.visit(static_cast<Session*>(object)->context);
}
void finalize_session(HeapObject* object) { SSL_SESSION_free(static_cast<Session*>(object)->native); }
const Layout kSessionLayout = {.name = "ssl session", .size = &size_from_shape, .trace = &trace_session, .finalize = &finalize_session};

void trace_socket(HeapObject* object, Tracer& tracer) {
  auto* self = static_cast<Socket*>(object);
  for (Value v : {self->socket, self->owner, self->server_hostname}) tracer.visit_value(v.bits());
  if (self->context) tracer.visit(self->context);
}
void finalize_socket(HeapObject* object) { SSL_free(static_cast<Socket*>(object)->native); }
const Layout kLayout = {.name = "ssl socket", .size = &size_from_shape, .trace = &trace_socket, .finalize = &finalize_socket};

SSL* native_of(Value v) { return socket_of(v)->native; }
Value text_or_none(Thread& thread, const char* s) { return s ? Value(string_from_utf8(thread.heap(), s)) : Value::none(); }
Value weak_to(Thread& thread, Value object) {
  if (object.is_none()) return object;
  return Value(new_weak_reference(thread, object.as_object(), Value::none(), builtin_type(TypeId::WeakReference)));
}

// ---- operations that may have to wait

struct Waiting {
  int descriptor = -1;     // -1: memory BIOs
  int64_t timeout = -1;    // nanoseconds; -1: for ever, 0: not at all
  int64_t deadline = 0;
};
Status start_waiting(Thread& thread, Socket* self, Waiting* waiting) {
  if (self->socket.is_none()) return ok_status();
  const Value sock = weak_target(self->socket);
  if (sock.is_unbound()) return raise_ssl_error(thread, g_error, 0, "Underlying socket connection gone", 0);
  Heap& heap = thread.heap();
  const Value timeout = TRY(call_method_with(thread, sock, intern(heap, "gettimeout")));
  const Value descriptor = TRY(call_method_with(thread, sock, intern(heap, "fileno")));
  waiting->descriptor = int(TRY(to_int64(thread, descriptor)));
  if (!timeout.is_none()) {
    waiting->timeout = TRY(to_nanoseconds(thread, timeout, TimeRounding::Ceiling));
    waiting->deadline = monotonic_nanoseconds() + waiting->timeout;
  }
  const bool blocks = waiting->timeout < 0;
  if (BIO* in = SSL_get_rbio(self->native)) BIO_set_nbio(in, !blocks);
  if (BIO* out = SSL_get_wbio(self->native)) BIO_set_nbio(out, !blocks);
  return ok_status();
}
enum class Ready : uint8_t { Yes, TimedOut, Closed };
Result<Ready> wait_until_ready(Thread& thread, const Waiting& waiting, bool writing) {
  if (waiting.descriptor < 0) return Ready::Closed;
  for (;;) {
    int milliseconds = -1;
    if (waiting.timeout >= 0) {
      const int64_t left = waiting.deadline - monotonic_nanoseconds();
      if (left <= 0) return Ready::TimedOut;
      milliseconds = int(std::min<int64_t>((left + 999999) / 1000000, INT_MAX));
    }
    struct pollfd entry = {waiting.descriptor, short(writing ? POLLOUT : POLLIN), 0};
    int n;
    {
      WithoutLock released(thread);
      n = poll(&entry, 1, milliseconds);
    }
    if (n > 0) return Ready::Yes;
    if (n == 0) return Ready::TimedOut;
    if (errno != EINTR) {
      raise_errno(thread);
      return Raised{};
    }
    TRY(run_signal_handlers(thread));
  }
}

// What a failed operation means.
Raised raise_for(Thread& thread, Socket* self, int result, int error, int error_number) {
  const unsigned long code = ERR_peek_last_error();
  switch (error) {
    case SSL_ERROR_ZERO_RETURN: return raise_ssl_error(thread, g_zero_return, SSL_ERROR_ZERO_RETURN, "TLS/SSL connection has been closed (EOF)", 0);
    case SSL_ERROR_WANT_READ: return raise_ssl_error(thread, g_want_read, SSL_ERROR_WANT_READ, "The operation did not complete (read)", 0);
    case SSL_ERROR_WANT_WRITE: return raise_ssl_error(thread, g_want_write, SSL_ERROR_WANT_WRITE, "The operation did not complete (write)", 0);
    case SSL_ERROR_WANT_X509_LOOKUP: return raise_ssl_error(thread, g_error, error, "The operation did not complete (X509 lookup)", 0);
    case SSL_ERROR_WANT_CONNECT: return raise_ssl_error(thread, g_error, error, "The operation did not complete (connect)", 0);
    case SSL_ERROR_SYSCALL:
      if (code != 0) break;
      if (result == 0 || self->socket.is_none()) return raise_ssl_error(thread, g_eof, 8, "EOF occurred in violation of protocol", 0);
      if (error_number != 0) {
        ERR_clear_error();
        return raise_os_error(thread, error_number);
      }
      return raise_ssl_error(thread, g_eof, 8, "EOF occurred in violation of protocol", 0);
    default: break;
  }
  if (code == 0) return raise_ssl_error(thread, g_error, SSL_ERROR_SSL, "A failure in the SSL library occurred", 0);
  const bool from_ssl = ERR_GET_LIB(code) == ERR_LIB_SSL;
  if (from_ssl && ERR_GET_REASON(code) == SSL_R_CERTIFICATE_VERIFY_FAILED) {
    return raise_ssl_error(thread, g_verification, SSL_ERROR_SSL, nullptr, code, self);
  }
  if (from_ssl && ERR_GET_REASON(code) == SSL_R_UNEXPECTED_EOF_WHILE_READING) {
    return raise_ssl_error(thread, g_eof, 8, "EOF occurred in violation of protocol", code);
  }
  return raise_ssl_error(thread, error == SSL_ERROR_SYSCALL ? g_syscall : g_error, error, nullptr, code, self);
}

// Runs operation() until it is done; its last result.
template <class Operation>
Result<int> run(Thread& thread, Socket* self, const char* what, Operation&& operation) {
  Waiting waiting;
  TRY(start_waiting(thread, self, &waiting));
  for (;;) {
    int result, error, error_number;
    {
      const InLibrary inside(thread);
      ERR_clear_error();
      errno = 0;
      result = operation();
      error_number = errno;
      error = SSL_get_error(self->native, result);
    }
    TRY(run_signal_handlers(thread));
    if (result > 0) return result;
    const bool wants = error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE;
    if (error == SSL_ERROR_ZERO_RETURN && SSL_get_shutdown(self->native) == SSL_RECEIVED_SHUTDOWN) return 0;
    if (!wants || waiting.descriptor < 0 || waiting.timeout == 0) return raise_for(thread, self, result, error, error_number);
    const Ready ready = TRY(wait_until_ready(thread, waiting, error == SSL_ERROR_WANT_WRITE));
    if (ready == Ready::TimedOut) return raise(thread, TypeId::TimeoutError, "The %s operation timed out", what);
    if (ready == Ready::Closed) return raise_ssl_error(thread, g_error, 0, "Underlying socket has been closed.", 0);
  }
}

Status do_handshake(Thread& thread, Value self) {
  Socket* socket = socket_of(self);
  SSL* native = socket->native;
  const int result = TRY(run(thread, socket, "handshake", [&] { return SSL_do_handshake(native); }));
  if (result == 0) return raise_for(thread, socket, 0, SSL_ERROR_ZERO_RETURN, 0);
  return ok_status();
}
Value socket_write(Thread& thread, Value self, Value data) {
  BufferView view;
  TRY(get_buffer(thread, data, &view));
  if (view.size == 0) return Value::integer(0);
  SSL* native = native_of(self);
  size_t wrote = 0;
  const int result = TRY(run(thread, socket_of(self), "write", [&] { return SSL_write_ex(native, view.data, size_t(view.size), &wrote); }));
  if (result == 0) return raise_for(thread, socket_of(self), 0, SSL_ERROR_ZERO_RETURN, 0);
  return Value::integer(int64_t(wrote));
}
Value socket_read(Thread& thread, Value self, int64_t size, Value buffer) {
  BufferView view;
  std::string out;
  uint8_t* target;
  if (!buffer.is_missing()) {
    TRY(get_buffer(thread, buffer, &view, BufferAccess::Write));
    if (size <= 0 || size > view.size) size = view.size;
    target = view.data;
  } else {
    if (size < 0) return raise(thread, TypeId::ValueError, "size should not be negative");
    out.resize(size_t(size));
    target = reinterpret_cast<uint8_t*>(out.data());
  }
  size_t got = 0;
  if (size > 0) {
    SSL* native = native_of(self);
    const int result = TRY(run(thread, socket_of(self), "read", [&] { return SSL_read_ex(native, target, size_t(size), &got); }));
    if (result == 0) got = 0;
  }
  if (!buffer.is_missing()) return Value::integer(int64_t(got));
  return Value(bytes_from(thread.heap(), {out.data(), got}));
}
Value socket_shutdown(Thread& thread, Value self) {
  Socket* socket = socket_of(self);
  SSL* native = socket->native;
  const Value sock = socket->socket.is_none() ? Value::none() : weak_target(socket->socket);
  if (sock.is_unbound()) return raise_ssl_error(thread, g_error, 0, "Underlying socket connection gone", 0);
  Waiting waiting;
  TRY(start_waiting(thread, socket, &waiting));
  int zeros = 0;
  for (;;) {
    int result, error, error_number;
    {
      const InLibrary inside(thread);
      // Behind our own notice the rest is not read through the buffer: what comes may be for somebody else.
      if (zeros) SSL_set_read_ahead(native, 0);
      ERR_clear_error();
      errno = 0;
      result = SSL_shutdown(native);
      error_number = errno;
      error = SSL_get_error(native, result);
    }
    if (result > 0) break;
    if (result == 0) {
      // The other side has not answered yet: once more, then leave it.
      if (++zeros > 1) break;
      continue;
    }
    const bool wants = error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE;
    if (!wants || waiting.descriptor < 0 || waiting.timeout == 0) return raise_for(thread, socket, result, error, error_number);
    const Ready ready = TRY(wait_until_ready(thread, waiting, error == SSL_ERROR_WANT_WRITE));
    if (ready == Ready::TimedOut) return raise(thread, TypeId::TimeoutError, "The %s operation timed out", error == SSL_ERROR_WANT_READ ? "read" : "write");
    if (ready == Ready::Closed) return raise_ssl_error(thread, g_error, 0, "Underlying socket has been closed.", 0);
  }
  return sock;
}
Value pending(Thread& thread, Value self) {
  const int count = SSL_pending(native_of(self));
  if (count < 0) return raise_library_error(thread);
  return Value::integer(count);
}

// ---- what is known of the connection

Value getpeercert(Thread& thread, Value self, bool binary) {
  SSL* native = native_of(self);
  if (!SSL_is_init_finished(native)) return raise(thread, TypeId::ValueError, "handshake not done yet");
  X509* certificate = SSL_get0_peer_certificate(native);
  if (!certificate) return Value::none();
  if (binary) return certificate_der(thread, certificate);
  if (!(SSL_get_verify_mode(native) & SSL_VERIFY_PEER)) return Value(new_dict(thread.heap()));
  return certificate_dict(thread, certificate);
}
Value cipher_value(Thread& thread, const SSL_CIPHER* cipher) {
  return Value(tuple_of(thread.heap(), text_or_none(thread, SSL_CIPHER_get_name(cipher)), text_or_none(thread, SSL_CIPHER_get_version(cipher)),
                        Value::integer(SSL_CIPHER_get_bits(cipher, nullptr))));
}
Value cipher(Thread& thread, Value self) {
  const SSL_CIPHER* current = SSL_get_current_cipher(native_of(self));
  return current ? cipher_value(thread, current) : Value::none();
}
Value shared_ciphers(Thread& thread, Value self) {
  STACK_OF(SSL_CIPHER)* own = SSL_get_ciphers(native_of(self));
  if (!own) return Value::none();
  List* list = new_list(thread.heap());
  for (int i = 0; i < sk_SSL_CIPHER_num(own); i++) {
    (void)list->append(thread.heap(), cipher_value(thread, sk_SSL_CIPHER_value(own, i)));
  }
  return Value(list);
}
Value version(Thread& thread, Value self) {
  SSL* native = native_of(self);
  return SSL_is_init_finished(native) ? text_or_none(thread, SSL_get_version(native)) : Value::none();
}
Value selected_alpn_protocol(Thread& thread, Value self) {
  const unsigned char* name;
  unsigned size;
  SSL_get0_alpn_selected(native_of(self), &name, &size);
  return name ? Value(string_from_utf8(thread.heap(), {reinterpret_cast<const char*>(name), size})) : Value::none();
}
Value compression(Thread&, Value) { return Value::none(); }  // no build of the library has any
Value get_channel_binding(Thread& thread, Value self, String* type) {
  if (!type->equals_ascii("tls-unique")) return raise(thread, TypeId::ValueError, "'%U' channel binding type not implemented", type);
  char buffer[256];
  SSL* native = native_of(self);
  // The first finished message of the handshake: the client's, unless a session goes on.
  const bool mine = socket_of(self)->server_side ? SSL_session_reused(native) : !SSL_session_reused(native);
  const size_t size = mine ? SSL_get_finished(native, buffer, sizeof buffer) : SSL_get_peer_finished(native, buffer, sizeof buffer);
  return size ? Value(bytes_from(thread.heap(), {buffer, size})) : Value::none();
}
Status verify_client_post_handshake(Thread& thread, Value self) {
  if (!SSL_verify_client_post_handshake(native_of(self))) return raise_library_error(thread);
  return ok_status();
}
Value chain_value(Thread& thread, STACK_OF(X509)* chain, X509* first) {
  if (!chain) return Value::none();
  List* list = new_list(thread.heap());
  if (first) (void)list->append(thread.heap(), new_certificate(thread, first));
  for (int i = 0; i < sk_X509_num(chain); i++) (void)list->append(thread.heap(), new_certificate(thread, sk_X509_value(chain, i)));
  return Value(list);
}
Value get_verified_chain(Thread& thread, Value self) { return chain_value(thread, SSL_get0_verified_chain(native_of(self)), nullptr); }
Value get_unverified_chain(Thread& thread, Value self) {
  // A server's view of the chain lacks the client's own certificate.
  SSL* native = native_of(self);
  return chain_value(thread, SSL_get_peer_cert_chain(native), socket_of(self)->server_side ? SSL_get0_peer_certificate(native) : nullptr);
}

Value get_context(Thread&, Value self) { return Value(socket_of(self)->context); }
Status set_context(Thread& thread, Value self, Value value) {
  if (value.is_unbound() || !is_subtype(type_of(value), g_context_type)) return raise(thread, TypeId::TypeError, "The value must be a SSLContext");
  socket_of(self)->context = value.as<Context>();
  thread.heap().write_barrier(self.as_object());
  SSL_set_SSL_CTX(native_of(self), value.as<Context>()->native);
  return ok_status();
}
Value get_server_side(Thread&, Value self) { return Value::boolean(socket_of(self)->server_side); }
Value get_server_hostname(Thread&, Value self) { return socket_of(self)->server_hostname; }
Value get_owner(Thread&, Value self) {
  const Value owner = socket_of(self)->owner;
  if (owner.is_none()) return owner;
  const Value target = weak_target(owner);
  return target.is_unbound() ? Value::none() : target;
}
Status set_owner(Thread& thread, Value self, Value value) {
  if (value.is_unbound()) return raise(thread, TypeId::AttributeError, "cannot delete attribute");
  socket_of(self)->owner = weak_to(thread, value);
  thread.heap().write_barrier(self.as_object());
  return ok_status();
}
Value get_session(Thread& thread, Value self) {
  SSL_SESSION* native = SSL_get1_session(native_of(self));
  if (!native) return Value::none();
  auto* session = static_cast<Session*>(thread.heap().allocate_with_native(g_session_type->root_shape, g_session_type->root_shape->instance_size));
  session->native = native;
  session->context = socket_of(self)->context;
  return Value(session);
}
Status set_session(Thread& thread, Value self, Value value) {
  if (value.is_unbound() || type_of(value) != g_session_type) return raise(thread, TypeId::TypeError, "Value is not a SSLSession.");
  Socket* socket = socket_of(self);
  if (value.as<Session>()->context->native != socket->context->native) return raise(thread, TypeId::ValueError, "Session refers to a different SSLContext.");
  if (socket->server_side) return raise(thread, TypeId::ValueError, "Cannot set session for server-side SSLSocket.");
  if (SSL_is_init_finished(socket->native)) return raise(thread, TypeId::ValueError, "Cannot set session after handshake.");
  SSL_SESSION* copy = SSL_SESSION_dup(value.as<Session>()->native);
  const bool good = copy && SSL_set_session(socket->native, copy);
  SSL_SESSION_free(copy);
  if (!good) return raise_library_error(thread);
  return ok_status();
}
Value get_session_reused(Thread&, Value self) { return Value::boolean(SSL_session_reused(native_of(self))); }

const Method kMethods[] = {
    {"do_handshake(self, /)", do_handshake, ""},
    {"write(self, b, /)", socket_write, "Writes the bytes-like object b into the SSL object."},
    {"read(self, size, buffer=<missing>, /)", socket_read, "Read up to size bytes from the SSL socket."},
    {"shutdown(self, /)", socket_shutdown, "Does the SSL shutdown handshake with the remote end."},
    {"pending(self, /)", pending, "Returns the number of already decrypted bytes available for read, pending on the connection."},
    {"getpeercert(self, der=False, /)", getpeercert, "Returns the certificate for the peer."},
    {"get_verified_chain(self, /)", get_verified_chain, ""},
    {"get_unverified_chain(self, /)", get_unverified_chain, ""},
    {"cipher(self, /)", cipher, ""},
    {"shared_ciphers(self, /)", shared_ciphers, ""},
    {"version(self, /)", version, ""},
    {"selected_alpn_protocol(self, /)", selected_alpn_protocol, ""},
    {"compression(self, /)", compression, ""},
    {"get_channel_binding(self, /, cb_type='tls-unique')", get_channel_binding, "Get channel binding data for current connection."},
    {"verify_client_post_handshake(self, /)", verify_client_post_handshake, "Initiate TLS 1.3 post-handshake authentication"},
};
const Getter kGetters[] = {
    {"context", get_context, set_context, ""},
    {"server_side", get_server_side, nullptr, "Whether this is a server-side socket."},
    {"server_hostname", get_server_hostname, nullptr, "The currently set server hostname (for SNI)."},
    {"owner", get_owner, set_owner, ""},
    {"session", get_session, set_session, ""},
    {"session_reused", get_session_reused, nullptr, "Was the client session reused during handshake?"},
};
const TypeSpec kSocketSpec = {.name = "_ssl._SSLSocket", .layout = &kLayout, .kind = kind(PythonKind::Other), .native_size = sizeof(Socket),
                              .flags = kTypeNoInstantiation, .methods = kMethods, .getters = kGetters};

SSL_SESSION* session_of(Value v) { return v.as<Session>()->native; }
Value session_id(Thread& thread, Value self) {
  unsigned size;
  const unsigned char* id = SSL_SESSION_get_id(session_of(self), &size);
  return Value(bytes_from(thread.heap(), {reinterpret_cast<const char*>(id), size}));
}
Value session_time(Thread&, Value self) { return Value::integer(SSL_SESSION_get_time(session_of(self))); }
Value session_timeout(Thread&, Value self) { return Value::integer(SSL_SESSION_get_timeout(session_of(self))); }
Value session_hint(Thread& thread, Value self) { return unsigned_value(thread.heap(), SSL_SESSION_get_ticket_lifetime_hint(session_of(self))); }
Value session_has_ticket(Thread&, Value self) { return Value::boolean(SSL_SESSION_has_ticket(session_of(self))); }
Value session_equal(Thread&, Value self, Value other) {
  if (type_of(other) != g_session_type) return Value::not_implemented();
  unsigned a_size, b_size;
  const unsigned char *a = SSL_SESSION_get_id(session_of(self), &a_size), *b = SSL_SESSION_get_id(session_of(other), &b_size);
  return Value::boolean(a_size == b_size && memcmp(a, b, a_size) == 0);
}
const Method kSessionMethods[] = {{"__eq__(self, value, /)", session_equal, "Return self==value."}};
const Getter kSessionGetters[] = {
    {"id", session_id, nullptr, "Session id"},
    {"time", session_time, nullptr, "Session creation time (seconds since epoch)."},
    {"timeout", session_timeout, nullptr, "Session timeout (delta in seconds)."},
    {"ticket_lifetime_hint", session_hint, nullptr, "Ticket life time hint."},
    {"has_ticket", session_has_ticket, nullptr, "Does the session contain a ticket?"},
};
const TypeSpec kSessionSpec = {.name = "_ssl.SSLSession", .layout = &kSessionLayout, .kind = kind(PythonKind::Other), .native_size = sizeof(Session),
                               .flags = kTypeNoInstantiation, .methods = kSessionMethods, .getters = kSessionGetters};

// The name a client wants to reach: for the server's choice, and to be found in its certificate.
Status set_hostname(Thread& thread, Socket* self, Value hostname) {
  if (hostname.is_none()) return ok_status();
  Heap& heap = thread.heap();
  std::string name;
  if (String* text = as_string(hostname)) {
    Bytes* ascii = encode_ascii(thread, text, nullptr);
    if (ascii) {
      name = ascii->view();
    } else {
      thread.clear_exception();
      const Value encoded = TRY(call_method_with(thread, hostname, intern(heap, "encode"), Value(intern(heap, "idna"))));
      name = encoded.as<Bytes>()->view();
    }
  } else if (is_bytes_like(hostname)) {
    BufferView view;
    TRY(get_buffer(thread, hostname, &view));
    name = view.view();
  } else {
    return raise(thread, TypeId::TypeError, "argument must be encoded string without null bytes, not %M", hostname);
  }
  if (name.find('\0') != std::string::npos) return raise(thread, TypeId::TypeError, "argument must be encoded string without null bytes, not %M", hostname);
  if (name.empty() || name[0] == '.') return raise(thread, TypeId::ValueError, "server_hostname cannot be an empty string or start with a leading dot.");
  self->server_hostname = Value(string_from_utf8(heap, name));
  thread.heap().write_barrier(self);
  unsigned char address[16];
  const bool is_address = inet_pton(AF_INET, name.c_str(), address) == 1 || inet_pton(AF_INET6, name.c_str(), address) == 1;
  if (!is_address && !SSL_set_tlsext_host_name(self->native, name.c_str())) return raise_library_error(thread);
  if (!self->context->check_hostname) return ok_status();
  X509_VERIFY_PARAM* parameters = SSL_get0_param(self->native);
  const bool good = is_address ? X509_VERIFY_PARAM_set1_ip_asc(parameters, name.c_str()) : X509_VERIFY_PARAM_set1_host(parameters, name.c_str(), name.size());
  if (!good) return raise_library_error(thread);
  return ok_status();
}

}  // namespace

Value new_socket(Thread& thread, Value context_value, Value sock, MemoryBio* in, MemoryBio* out, bool server_side, Value hostname, Value owner, Value session) {
  Context* context = context_of(context_value);
  if (server_side && context->protocol == 16) {
    return raise_ssl_error(thread, g_error, SSL_ERROR_SSL, "Cannot create a server socket with a PROTOCOL_TLS_CLIENT context", 0);
  }
  if (!server_side && context->protocol == 17) {
    return raise_ssl_error(thread, g_error, SSL_ERROR_SSL, "Cannot create a client socket with a PROTOCOL_TLS_SERVER context", 0);
  }
  auto* self = static_cast<Socket*>(thread.heap().allocate_with_native(g_socket_type->root_shape, g_socket_type->root_shape->instance_size));
  self->native = nullptr;
  self->socket = self->owner = self->server_hostname = Value::none();
  self->context = context;
  self->server_side = server_side;
  ERR_clear_error();
  self->native = SSL_new(context->native);
  if (!self->native) return raise_library_error(thread);
  SSL_set_session_id_context(self->native, reinterpret_cast<const unsigned char*>("Python"), 6);
  SSL_set_app_data(self->native, self);
  if (in) {
    BIO_up_ref(in->bio);
    SSL_set0_rbio(self->native, in->bio);
    BIO_up_ref(out->bio);
    SSL_set0_wbio(self->native, out->bio);
  } else {
    const Value descriptor = TRY(call_method_with(thread, sock, intern(thread.heap(), "fileno")));
    SSL_set_fd(self->native, int(TRY(to_int64(thread, descriptor))));
    self->socket = weak_to(thread, sock);
  }
  SSL_set_mode(self->native, SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_AUTO_RETRY);
  if (context->post_handshake_auth) {
    if (server_side) {
      const int mode = SSL_get_verify_mode(self->native);
      if (mode & SSL_VERIFY_PEER) SSL_set_verify(self->native, mode | SSL_VERIFY_POST_HANDSHAKE, SSL_get_verify_callback(self->native));
    } else {
      SSL_set_post_handshake_auth(self->native, 1);
    }
  }
  TRY(set_hostname(thread, self, hostname));
  if (server_side) {
    SSL_set_accept_state(self->native);
  } else {
    SSL_set_connect_state(self->native);
  }
  if (!owner.is_none()) self->owner = weak_to(thread, owner);
  thread.heap().write_barrier(self);
  if (!session.is_none()) TRY(set_session(thread, Value(self), session));
  return Value(self);
}

Status define_socket_types(Thread& thread, Module* module) {
  if (!g_socket_type) {
    g_socket_type = TRY(define_type(thread, kSocketSpec));
    g_session_type = TRY(define_type(thread, kSessionSpec));
  }
  TRY(module_add(thread, module, "_SSLSocket", Value(g_socket_type)));
  return module_add(thread, module, "SSLSession", Value(g_session_type));
}

}  // namespace taipan::python::ssl
