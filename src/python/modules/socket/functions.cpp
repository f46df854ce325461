// python/modules/socket/functions.cpp -- functions of module _socket: names and numbers of hosts, services, protocols, interfaces.
//
// Room       python/modules/socket. Tests: CPython's test_socket
#include <arpa/inet.h>
#include <net/if.h>
#include <netdb.h>
#include <unistd.h>
#include <fcntl.h>

#include <climits>
#include <cstdio>
#include <cstring>

#include "python/modules/socket/socket_private.h"
#include "python/modules/time_values.h"

namespace taipan::python::net {

namespace {

// ---- hosts

Value gethostname_function(Thread& thread) {
  char name[1024];
  int result;
  {
    WithoutLock released(thread);
    result = gethostname(name, sizeof name - 1);
  }
  if (result < 0) return raise_errno(thread);
  name[sizeof name - 1] = 0;
  return Value(decode_filesystem(thread, name));
}
Value sethostname_function(Thread& thread, Value name) {
  Bytes* text;
  if (as_string(name)) {
    text = TRY(encode_filesystem(thread, as_string(name)));
  } else if (is_kind(name, Kind::Bytes)) {
    text = name.as<Bytes>();
  } else {
    return raise(thread, TypeId::TypeError, "expected str, bytes or os.PathLike object, not %T", name);
  }
  if (sethostname(reinterpret_cast<const char*>(text->data()), size_t(text->length())) < 0) return raise_errno(thread);
  return Value::none();
}
Bytes* host_argument(Thread& thread, Value value, const char* function) {
  if (!as_string(value) && !is_kind(value, Kind::Bytes) && !is_instance_of(value, TypeId::ByteArrayType)) {
    return raise(thread, TypeId::TypeError, "%s() argument 1 must be str, bytes or bytearray, not %T", function, value);
  }
  return to_host_name(thread, value, "str, bytes or bytearray expected, not %T");
}
Value gethostbyname_function(Thread& thread, Value host) {
  Bytes* name = TRY(host_argument(thread, host, "gethostbyname"));
  Address address;
  TRY(to_host(thread, reinterpret_cast<const char*>(name->data()), AF_INET, &address, sizeof address.ipv4));
  char text[INET_ADDRSTRLEN];
  inet_ntop(AF_INET, &address.ipv4.sin_addr, text, sizeof text);
  return Value(string_from_latin1(thread.heap(), text));
}

// (name, aliases, addresses) of an entry.
Value host_entry_value(Thread& thread, const hostent* entry, int error, int family) {
  if (!entry) return raise_host_error(thread, error);
  if (entry->h_addrtype != family) return raise_os_error(thread, EAFNOSUPPORT);
  Heap& heap = thread.heap();
  List* aliases = new_list(heap);
  for (char** alias = entry->h_aliases; alias && *alias; alias++) {
    const Value text = TRY(Value(decode_filesystem(thread, *alias)));
    if (!aliases->append(heap, text)) return raise_memory_error(thread);
  }
  List* addresses = new_list(heap);
  for (char** a = entry->h_addr_list; a && *a; a++) {
    char text[INET6_ADDRSTRLEN];
    inet_ntop(family, *a, text, sizeof text);
    if (!addresses->append(heap, Value(string_from_latin1(heap, text)))) return raise_memory_error(thread);
  }
  const Value name = TRY(Value(decode_filesystem(thread, entry->h_name)));
  return Value(tuple_of(heap, name, Value(aliases), Value(addresses)));
}
Value gethostbyname_ex_function(Thread& thread, Value host) {
  Bytes* name = TRY(host_argument(thread, host, "gethostbyname_ex"));
  Address address;
  const auto* text = reinterpret_cast<const char*>(name->data());
  TRY(to_host(thread, text, AF_INET, &address, sizeof address));
  char room[16384];
  hostent entry;
  hostent* found = nullptr;
  int error = 0;
  {
    WithoutLock released(thread);
    gethostbyname_r(text, &entry, room, sizeof room, &found, &error);
  }
  return host_entry_value(thread, found, error, address.any.sa_family);
}
Value gethostbyaddr_function(Thread& thread, Value host) {
  Bytes* name = TRY(host_argument(thread, host, "gethostbyaddr"));
  Address address;
  TRY(to_host(thread, reinterpret_cast<const char*>(name->data()), AF_UNSPEC, &address, sizeof address));
  const int family = address.any.sa_family;
  const void* raw = &address.ipv4.sin_addr;
  socklen_t size = sizeof address.ipv4.sin_addr;
  if (family == AF_INET6) {
    raw = &address.ipv6.sin6_addr;
    size = sizeof address.ipv6.sin6_addr;
  } else if (family != AF_INET) {
    return raise(thread, TypeId::OSError, "unsupported address family");
  }
  char room[16384];
  hostent entry;
  hostent* found = nullptr;
  int error = 0;
  {
    WithoutLock released(thread);
    gethostbyaddr_r(raw, size, family, &entry, room, sizeof room, &found, &error);
  }
  return host_entry_value(thread, found, error, family);
}

Value getaddrinfo_function(Thread& thread, Value host, Value port, int family, int type, int proto, int flags) {
  Heap& heap = thread.heap();
  Bytes* host_bytes = nullptr;
  if (as_string(host)) {
    host_bytes = TRY(to_host_name(thread, host, ""));
  } else if (is_kind(host, Kind::Bytes)) {
    host_bytes = host.as<Bytes>();
  } else if (!host.is_none()) {
    return raise(thread, TypeId::TypeError, "getaddrinfo() argument 1 must be string or None");
  }
  Bytes* port_bytes = nullptr;
  if (is_int_like(port)) {
    const int64_t number = TRY(to_int64(thread, port));
    char text[32];
    snprintf(text, sizeof text, "%ld", long(number));
    port_bytes = bytes_from(heap, text);
  } else if (as_string(port)) {
    port_bytes = TRY(encode(thread, as_string(port), "utf-8", nullptr));
  } else if (is_kind(port, Kind::Bytes)) {
    port_bytes = port.as<Bytes>();
  } else if (!port.is_none()) {
    return raise(thread, TypeId::OSError, "Int or String expected");
  }
  addrinfo hints = {};
  hints.ai_family = family;
  hints.ai_socktype = type;
  hints.ai_protocol = proto;
  hints.ai_flags = flags;
  addrinfo* all = nullptr;
  int error;
  {
    WithoutLock released(thread);
    error = getaddrinfo(host_bytes ? reinterpret_cast<const char*>(host_bytes->data()) : nullptr,
                        port_bytes ? reinterpret_cast<const char*>(port_bytes->data()) : nullptr, &hints, &all);
  }
  if (error) return raise_gai_error(thread, error);
  struct Freed {
    addrinfo* list;
    ~Freed() { freeaddrinfo(list); }
  } freed{all};
  List* list = new_list(heap);
  for (const addrinfo* a = all; a; a = a->ai_next) {
    Address address;
    memcpy(&address, a->ai_addr, a->ai_addrlen < sizeof address ? a->ai_addrlen : sizeof address);
    const Value shown = TRY(address_value(thread, -1, address, a->ai_addrlen, proto));
    const Value canonical = TRY(Value(decode_filesystem(thread, a->ai_canonname ? a->ai_canonname : "")));
    Tuple* entry = tuple_of(heap, Value::integer(a->ai_family), Value::integer(a->ai_socktype), Value::integer(a->ai_protocol), canonical, shown);
    if (!list->append(heap, Value(entry))) return raise_memory_error(thread);
  }
  return Value(list);
}

Value getnameinfo_function(Thread& thread, Value sockaddr_value, int flags) {
  if (!is_kind(sockaddr_value, Kind::Tuple)) return raise(thread, TypeId::TypeError, "getnameinfo() argument 1 must be a tuple");
  const Tuple* tuple = sockaddr_value.as<Tuple>();
  if (tuple->length() < 2 || tuple->length() > 4 || !as_string(tuple->at(0))) {
    return raise(thread, TypeId::TypeError, "getnameinfo(): illegal sockaddr argument");
  }
  const char* host = TRY(c_text(thread, as_string(tuple->at(0))));
  const int64_t port = TRY(to_int64(thread, tuple->at(1)));
  const int64_t flow = tuple->length() > 2 ? TRY(to_int64(thread, tuple->at(2))) : 0;
  const int64_t scope = tuple->length() > 3 ? TRY(to_int64(thread, tuple->at(3))) : 0;
  if (flow < 0 || flow > 0xFFFFF) return raise(thread, TypeId::OverflowError, "getnameinfo(): flowinfo must be 0-1048575.");
  char port_text[32];
  snprintf(port_text, sizeof port_text, "%d", int(port));
  addrinfo hints = {};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_DGRAM;
  hints.ai_flags = AI_NUMERICHOST;  // names are not looked up
  addrinfo* found = nullptr;
  int error;
  {
    WithoutLock released(thread);
    error = getaddrinfo(host, port_text, &hints, &found);
  }
  if (error) return raise_gai_error(thread, error);
  struct Freed {
    addrinfo* list;
    ~Freed() { freeaddrinfo(list); }
  } freed{found};
  if (found->ai_next) return raise(thread, TypeId::OSError, "sockaddr resolved to multiple addresses");
  if (found->ai_family == AF_INET && tuple->length() != 2) return raise(thread, TypeId::OSError, "IPv4 sockaddr must be 2 tuple");
  if (found->ai_family == AF_INET6) {
    auto* address = reinterpret_cast<sockaddr_in6*>(found->ai_addr);
    address->sin6_flowinfo = htonl(uint32_t(flow));
    address->sin6_scope_id = uint32_t(scope);
  }
  char name[NI_MAXHOST], service[NI_MAXSERV];
  {
    WithoutLock released(thread);
    error = getnameinfo(found->ai_addr, found->ai_addrlen, name, sizeof name, service, sizeof service, flags);
  }
  if (error) return raise_gai_error(thread, error);
  const Value shown = TRY(Value(decode_filesystem(thread, name)));
  return Value(tuple_of(thread.heap(), shown, Value(string_from_utf8(thread.heap(), service))));
}

// ---- services, protocols, interfaces

Value getservbyname_function(Thread& thread, String* servicename, Value protocolname) {
  const char* name = TRY(c_text(thread, servicename));
  const char* protocol = nullptr;
  if (!protocolname.is_missing()) {
    if (!as_string(protocolname)) return raise(thread, TypeId::TypeError, "getservbyname() argument 2 must be str, not %T", protocolname);
    protocol = TRY(c_text(thread, as_string(protocolname)));
  }
  const servent* found;
  {
    WithoutLock released(thread);
    found = getservbyname(name, protocol);
  }
  if (!found) return raise(thread, TypeId::OSError, "service/proto not found");
  return Value::integer(ntohs(uint16_t(found->s_port)));
}
Value getservbyport_function(Thread& thread, int port, Value protocolname) {
  const char* protocol = nullptr;
  if (!protocolname.is_missing()) {
    if (!as_string(protocolname)) return raise(thread, TypeId::TypeError, "getservbyport() argument 2 must be str, not %T", protocolname);
    protocol = TRY(c_text(thread, as_string(protocolname)));
  }
  if (port < 0 || port > 0xFFFF) return raise(thread, TypeId::OverflowError, "getservbyport: port must be 0-65535.");
  const servent* found;
  {
    WithoutLock released(thread);
    found = getservbyport(htons(uint16_t(port)), protocol);
  }
  if (!found) return raise(thread, TypeId::OSError, "port/proto not found");
  return Value(string_from_utf8(thread.heap(), found->s_name));
}
Value getprotobyname_function(Thread& thread, String* protocol) {
  const char* name = TRY(c_text(thread, protocol));
  const protoent* found;
  {
    WithoutLock released(thread);
    found = getprotobyname(name);
  }
  if (!found) return raise(thread, TypeId::OSError, "protocol not found");
  return Value::integer(found->p_proto);
}
Value if_nameindex_function(Thread& thread) {
  struct if_nameindex* all = if_nameindex();
  if (!all) return raise_errno(thread);
  List* list = new_list(thread.heap());
  for (struct if_nameindex* i = all; i->if_index != 0 && i->if_name; i++) {
    String* name = decode_filesystem(thread, i->if_name);
    if (!name || !list->append(thread.heap(), Value(tuple_of(thread.heap(), Value::integer(i->if_index), Value(name))))) {
      if_freenameindex(all);
      return Value::raised();
    }
  }
  if_freenameindex(all);
  return Value(list);
}
Value if_nametoindex_function(Thread& thread, Value name) {
  if (!as_string(name) && !is_kind(name, Kind::Bytes)) return raise(thread, TypeId::TypeError, "expected str, bytes or os.PathLike object, not %T", name);
  Bytes* text = as_string(name) ? TRY(encode_filesystem(thread, as_string(name))) : name.as<Bytes>();
  const unsigned index = if_nametoindex(reinterpret_cast<const char*>(text->data()));
  if (index == 0) return raise(thread, TypeId::OSError, "no interface with this name");
  return Value::integer(index);
}
Value if_indextoname_function(Thread& thread, Value index) {
  const Value integer = TRY(to_index(thread, index));
  char name[IF_NAMESIZE + 1];
  if (!if_indextoname(unsigned(integer_low_bits(integer)), name)) return raise_errno(thread);
  return Value(decode_filesystem(thread, name));
}

// ---- byte orders and texts of addresses

Value swap16(Thread& thread, Value value, const char* function) {
  const Value integer = TRY(to_index(thread, value));
  int64_t wide;
  if (!integer_to_int64(integer, &wide)) wide = integer_sign(integer) < 0 ? -1 : INT64_MAX;
  if (wide < 0) return raise(thread, TypeId::OverflowError, "%s: can't convert negative Python int to C 16-bit unsigned integer", function);
  if (wide > 0xFFFF) return raise(thread, TypeId::OverflowError, "%s: Python int too large to convert to C 16-bit unsigned integer", function);
  return Value::integer(htons(uint16_t(wide)));
}
Value htons_function(Thread& thread, Value x) { return swap16(thread, x, "htons"); }
Value ntohs_function(Thread& thread, Value x) { return swap16(thread, x, "ntohs"); }
Value swap32(Thread& thread, Value value, const char*) {
  if (!is_int_like(value)) return raise(thread, TypeId::TypeError, "expected int, %T found", value);
  const Value integer = int_value_of(thread.heap(), value);
  if (integer_sign(integer) < 0) return raise(thread, TypeId::OverflowError, "can't convert negative value to unsigned int");
  int64_t wide;
  if (!integer_to_int64(integer, &wide) || wide > UINT32_MAX) return raise(thread, TypeId::OverflowError, "int larger than 32 bits");
  return Value::integer(htonl(uint32_t(wide)));
}
Value htonl_function(Thread& thread, Value x) { return swap32(thread, x, "htonl"); }
Value ntohl_function(Thread& thread, Value x) { return swap32(thread, x, "ntohl"); }
Value inet_aton_function(Thread& thread, String* text) {
  in_addr address;
  if (inet_aton(TRY(c_text(thread, text)), &address) == 0) return raise(thread, TypeId::OSError, "illegal IP address string passed to inet_aton");
  return Value(bytes_from(thread.heap(), {reinterpret_cast<const char*>(&address), sizeof address}));
}
Value inet_ntoa_function(Thread& thread, Value packed) {
  BufferView view;
  TRY(get_buffer(thread, packed, &view));
  if (view.size != 4) return raise(thread, TypeId::OSError, "packed IP wrong length for inet_ntoa");
  char text[INET_ADDRSTRLEN];
  inet_ntop(AF_INET, view.data, text, sizeof text);
  return Value(string_from_latin1(thread.heap(), text));
}
Value inet_pton_function(Thread& thread, int family, String* text) {
  char packed[sizeof(in6_addr)];
  const int result = inet_pton(family, TRY(c_text(thread, text)), packed);
  if (result < 0) return raise_errno(thread);
  if (result == 0) return raise(thread, TypeId::OSError, "illegal IP address string passed to inet_pton");
  return Value(bytes_from(thread.heap(), {packed, family == AF_INET ? sizeof(in_addr) : sizeof(in6_addr)}));
}
Value inet_ntop_function(Thread& thread, int family, Value packed) {
  BufferView view;
  TRY(get_buffer(thread, packed, &view));
  if (family != AF_INET && family != AF_INET6) return raise(thread, TypeId::ValueError, "unknown address family %d", family);
  if (view.size != int64_t(family == AF_INET ? sizeof(in_addr) : sizeof(in6_addr))) {
    return raise(thread, TypeId::ValueError, "invalid length of packed IP address string");
  }
  char text[INET6_ADDRSTRLEN];
  if (!inet_ntop(family, view.data, text, sizeof text)) return raise_errno(thread);
  return Value(string_from_latin1(thread.heap(), text));
}

// ---- the rest

Value socketpair_function(Thread& thread, int family, int type, int proto) {
  int ends[2];
  if (socketpair(family, type | SOCK_CLOEXEC, proto, ends) < 0) return raise_errno(thread);
  const auto* first = new_socket(thread, ends[0], family, type, proto);
  const auto* second = new_socket(thread, ends[1], family, type, proto);
  if (g_default_timeout >= 0) {
    for (const int fd : ends) net::set_blocking(fd, false);
  }
  return Value(tuple_of(thread.heap(), Value(first), Value(second)));
}
Value close_function(Thread& thread, Value fd) {
  const int64_t descriptor = TRY(to_int64(thread, fd));
  int result;
  {
    WithoutLock released(thread);
    result = close(int(descriptor));
  }
  if (result < 0 && errno != ECONNRESET) return raise_errno(thread);
  return Value::none();
}
Value dup_function(Thread& thread, Value fd) {
  const int64_t descriptor = TRY(to_int64(thread, fd));
  const int copy = fcntl(int(descriptor), F_DUPFD_CLOEXEC, 0);
  return copy < 0 ? Value(raise_errno(thread)) : Value::integer(copy);
}
Value getdefaulttimeout_function(Thread&) { return g_default_timeout < 0 ? Value::none() : Value::number(double(g_default_timeout) / 1e9); }
Value setdefaulttimeout_function(Thread& thread, Value timeout) {
  const int64_t nanoseconds = TRY(to_timeout(thread, timeout));
  if (!timeout.is_none() && nanoseconds < 0) return raise(thread, TypeId::ValueError, "Timeout value out of range");
  g_default_timeout = nanoseconds;
  return Value::none();
}
Result<int64_t> control_length(Thread& thread, Value length, int64_t overhead, const char* function) {
  const Value integer = TRY(to_index(thread, length));
  int64_t n;
  if (!integer_to_int64(integer, &n)) return raise(thread, TypeId::OverflowError, "Python int too large to convert to C ssize_t");
  if (n < 0 || n > INT32_MAX - overhead) return raise(thread, TypeId::OverflowError, "%s() argument out of range", function);
  return n;
}
Value cmsg_len_function(Thread& thread, Value length) { return Value::integer(int64_t(CMSG_LEN(size_t(TRY(control_length(thread, length, CMSG_LEN(0), "CMSG_LEN")))))); }
Value cmsg_space_function(Thread& thread, Value length) {
  return Value::integer(int64_t(CMSG_SPACE(size_t(TRY(control_length(thread, length, CMSG_SPACE(1), "CMSG_SPACE"))))));
}

const Method kFunctions[] = {
    {"gethostbyname(host, /)", gethostbyname_function, "Return the IP address (a string of the form '255.255.255.255') for a host."},
    {"gethostbyname_ex(host, /)", gethostbyname_ex_function, "Return the true host name, a list of aliases, and a list of IP addresses, for a host."},
    {"gethostbyaddr(host, /)", gethostbyaddr_function, "Return the true host name, a list of aliases, and a list of IP addresses, for a host."},
    {"gethostname()", gethostname_function, "Return the current host name."},
    {"sethostname(name, /)", sethostname_function, "Sets the hostname to name."},
    {"getservbyname(servicename, protocolname=<missing>, /)", getservbyname_function, "Return a port number from a service name and protocol name."},
    {"getservbyport(port, protocolname=<missing>, /)", getservbyport_function, "Return the service name from a port number and protocol name."},
    {"getprotobyname(name, /)", getprotobyname_function, "Return the protocol number for the named protocol."},
    {"close(fd, /)", close_function, "Close an integer socket file descriptor."},
    {"dup(fd, /)", dup_function, "Duplicate an integer socket file descriptor."},
    {"socketpair(family=1, type=1, proto=0, /)", socketpair_function, "Create a pair of socket objects."},
    {"ntohs(x, /)", ntohs_function, "Convert a 16-bit unsigned integer from network to host byte order."},
    {"ntohl(x, /)", ntohl_function, "Convert a 32-bit integer from network to host byte order."},
    {"htons(x, /)", htons_function, "Convert a 16-bit unsigned integer from host to network byte order."},
    {"htonl(x, /)", htonl_function, "Convert a 32-bit integer from host to network byte order."},
    {"inet_aton(string, /)", inet_aton_function, "Convert an IP address in string format to the 32-bit packed binary format."},
    {"inet_ntoa(packed_ip, /)", inet_ntoa_function, "Convert an IP address from 32-bit packed binary format to string format."},
    {"inet_pton(af, ip, /)", inet_pton_function, "Convert an IP address from string format to a packed string."},
    {"inet_ntop(af, packed_ip, /)", inet_ntop_function, "Convert a packed IP address of the given family to string format."},
    {"getaddrinfo(host, port, family=0, type=0, proto=0, flags=0)", getaddrinfo_function, "Resolve host and port into addrinfo struct."},
    {"getnameinfo(sockaddr, flags, /)", getnameinfo_function, "Get host and port for a sockaddr."},
    {"getdefaulttimeout()", getdefaulttimeout_function, "Returns the default timeout in seconds (float) for new socket objects."},
    {"setdefaulttimeout(timeout, /)", setdefaulttimeout_function, "Set the default timeout in seconds (float) for new socket objects."},
    {"if_nameindex()", if_nameindex_function, "Returns a list of network interface information (index, name) tuples."},
    {"if_nametoindex(if_name, /)", if_nametoindex_function, "Returns the interface index corresponding to the interface name if_name."},
    {"if_indextoname(if_index, /)", if_indextoname_function, "Returns the interface name corresponding to the interface index if_index."},
    {"CMSG_LEN(length, /)", cmsg_len_function, "Return the total length of an ancillary data item with associated data of the given length."},
    {"CMSG_SPACE(length, /)", cmsg_space_function, "Return the buffer size needed to receive an ancillary data item of the given length."},
};

}  // namespace

std::span<const Method> functions() { return kFunctions; }

}  // namespace taipan::python::net
