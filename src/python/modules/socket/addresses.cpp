// python/modules/socket/addresses.cpp -- socket addresses from Python values and back; host names.
//
// Room       python/modules/socket. Tests: CPython's test_socket
#include <arpa/inet.h>
#include <net/if.h>
#include <netdb.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstring>

#include "python/modules/socket/socket_private.h"

namespace taipan::python::net {

namespace {

Raised raise_error(Thread& thread, Type* type, int number, const char* text) {
  const Value arguments[] = {Value::integer(number), Value(string_from_utf8(thread.heap(), text))};
  const Value exception = call(thread, Value(type), arguments);
  if (exception.is_raised()) return {};
  return raise_exception(thread, exception);
}

}  // namespace

Raised raise_gai_error(Thread& thread, int error) {
  if (error == EAI_SYSTEM) return raise_errno(thread);
  return raise_error(thread, g_gaierror, error, gai_strerror(error));
}
Raised raise_host_error(Thread& thread, int error) { return raise_error(thread, g_herror, error, hstrerror(error)); }

Bytes* to_host_name(Thread& thread, Value value, const char* message) {
  Bytes* name = nullptr;
  if (String* text = as_string(value)) {
    if (text->is_ascii()) {
      name = bytes_from(thread.heap(), text->bytes());
    } else {
      const Value encoded = TRY(call_method_with(thread, value, intern(thread.heap(), "encode"), Value(intern(thread.heap(), "idna"))));
      if (!is_kind(encoded, Kind::Bytes)) return raise(thread, TypeId::TypeError, "encoding of hostname failed");
      name = encoded.as<Bytes>();
    }
  } else if (is_kind(value, Kind::Bytes)) {
    name = value.as<Bytes>();
  } else if (is_exact(value, TypeId::ByteArrayType) || is_instance_of(value, TypeId::ByteArrayType)) {
    name = bytes_of_buffer(thread, value);
  } else {
    return raise(thread, TypeId::TypeError, message, value);
  }
  if (name && name->view().find('\0') != std::string_view::npos) return raise(thread, TypeId::TypeError, "host name must not contain null character");
  return name;
}

Status to_host(Thread& thread, const char* name, int family, Address* out, socklen_t size) {
  addrinfo hints = {};
  addrinfo* found = nullptr;
  memset(out, 0, size);
  auto lookup = [&](const char* host, const char* service) {
    WithoutLock released(thread);
    return getaddrinfo(host, service, &hints, &found);
  };
  auto take = [&]() {
    memcpy(out, found->ai_addr, found->ai_addrlen < size ? found->ai_addrlen : size);
    freeaddrinfo(found);
    return ok_status();
  };
  if (name[0] == 0) {
    hints.ai_family = family;
    hints.ai_socktype = SOCK_DGRAM;
    hints.ai_flags = AI_PASSIVE;
    if (const int error = lookup(nullptr, "0")) return raise_gai_error(thread, error);
    if (found->ai_next) {
      freeaddrinfo(found);
      return raise(thread, TypeId::OSError, "wildcard resolved to multiple address");
    }
    return take();
  }
  if (strcmp(name, "<broadcast>") == 0 || strcmp(name, "255.255.255.255") == 0) {
    if (family != AF_INET && family != AF_UNSPEC) return raise(thread, TypeId::OSError, "address family mismatched");
    out->ipv4.sin_family = AF_INET;
    out->ipv4.sin_addr.s_addr = INADDR_BROADCAST;
    return ok_status();
  }
  // Numbers need no name server.
  if ((family == AF_UNSPEC || family == AF_INET) && inet_pton(AF_INET, name, &out->ipv4.sin_addr) > 0) {
    out->ipv4.sin_family = AF_INET;
    return ok_status();
  }
  if ((family == AF_UNSPEC || family == AF_INET6) && !strchr(name, '%') && inet_pton(AF_INET6, name, &out->ipv6.sin6_addr) > 0) {
    out->ipv6.sin6_family = AF_INET6;
    return ok_status();
  }
  hints.ai_family = family;
  if (const int error = lookup(name, nullptr)) return raise_gai_error(thread, error);
  return take();
}

Value host_value(Thread& thread, const sockaddr* address, socklen_t length) {
  char text[NI_MAXHOST];
  if (const int error = getnameinfo(address, length, text, sizeof text, nullptr, 0, NI_NUMERICHOST)) return raise_gai_error(thread, error);
  return Value(string_from_utf8(thread.heap(), text));
}

namespace {

Status wrong_type(Thread& thread, const char* caller, const char* family, Value value) {
  return raise(thread, TypeId::TypeError, "%s(): %s address must be tuple, not %T", caller, family, value);
}
Result<int64_t> int_at(Thread& thread, const Tuple* tuple, int64_t i) { return to_int64(thread, tuple->at(i)); }

Result<in_port_t> to_port(Thread& thread, Value value, const char* caller) {
  const Value integer = TRY(to_index(thread, value));
  int64_t port;
  if (!integer_to_int64(integer, &port)) return raise(thread, TypeId::OverflowError, "Python int too large to convert to C long");
  if (port < 0 || port > 0xFFFF) return raise(thread, TypeId::OverflowError, "%s(): port must be 0-65535.", caller);
  return htons(uint16_t(port));
}
constexpr const char* kHostMessage = "str, bytes or bytearray expected, not %T";

Status to_ipv4(Thread& thread, Value value, const char* caller, Address* out, socklen_t* length) {
  if (!is_kind(value, Kind::Tuple)) return wrong_type(thread, caller, "AF_INET", value);
  const Tuple* tuple = value.as<Tuple>();
  if (tuple->length() != 2) return raise(thread, TypeId::TypeError, "AF_INET address must be a pair (host, port)");
  Bytes* host = TRY(to_host_name(thread, tuple->at(0), kHostMessage));
  const Value port_value = tuple->at(1);
  if (!is_index(port_value)) TRY(to_index(thread, port_value));
  TRY(to_host(thread, reinterpret_cast<const char*>(host->data()), AF_INET, out, sizeof(sockaddr_in)));
  out->ipv4.sin_family = AF_INET;
  out->ipv4.sin_port = TRY(to_port(thread, port_value, caller));
  *length = sizeof(sockaddr_in);
  return ok_status();
}
Status to_ipv6(Thread& thread, Value value, const char* caller, Address* out, socklen_t* length) {
  if (!is_kind(value, Kind::Tuple)) return wrong_type(thread, caller, "AF_INET6", value);
  const Tuple* tuple = value.as<Tuple>();
  if (tuple->length() < 2 || tuple->length() > 4) {
    return raise(thread, TypeId::TypeError, "AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])");
  }
  Bytes* host = TRY(to_host_name(thread, tuple->at(0), kHostMessage));
  const Value port_value = tuple->at(1);
  if (!is_index(port_value)) TRY(to_index(thread, port_value));
  const int64_t flow = tuple->length() > 2 ? TRY(int_at(thread, tuple, 2)) : 0;
  const int64_t scope = tuple->length() > 3 ? TRY(int_at(thread, tuple, 3)) : 0;
  TRY(to_host(thread, reinterpret_cast<const char*>(host->data()), AF_INET6, out, sizeof(sockaddr_in6)));
  const in_port_t port = TRY(to_port(thread, port_value, caller));
  if (flow < 0 || flow > 0xFFFFF) return raise(thread, TypeId::OverflowError, "%s(): flowinfo must be 0-1048575.", caller);
  out->ipv6.sin6_family = AF_INET6;
  out->ipv6.sin6_port = port;
  out->ipv6.sin6_flowinfo = htonl(uint32_t(flow));
  if (tuple->length() > 3 || out->ipv6.sin6_scope_id == 0) out->ipv6.sin6_scope_id = uint32_t(scope);
  *length = sizeof(sockaddr_in6);
  return ok_status();
}
Status to_local(Thread& thread, Value value, Address* out, socklen_t* length) {
  Bytes* path;
  if (String* text = as_string(value)) {
    path = TRY(encode_filesystem(thread, text));
  } else {
    path = TRY(bytes_of_buffer(thread, value));
  }
  const auto size = size_t(path->length());
  sockaddr_un& address = out->local;
  memset(&address, 0, sizeof address);
  address.sun_family = AF_UNIX;
  if (size > 0 && path->data()[0] == 0) {  // an abstract name: its length is part of it
    if (size > sizeof address.sun_path) return raise(thread, TypeId::OSError, "AF_UNIX path too long");
    *length = socklen_t(size + offsetof(sockaddr_un, sun_path));
  } else {
    if (size + 1 > sizeof address.sun_path) return raise(thread, TypeId::OSError, "AF_UNIX path too long");
    *length = size == 0 ? socklen_t(offsetof(sockaddr_un, sun_path)) : socklen_t(size + offsetof(sockaddr_un, sun_path) + 1);
  }
  memcpy(address.sun_path, path->data(), size);
  return ok_status();
}
Status to_netlink(Thread& thread, Value value, const char* caller, Address* out, socklen_t* length) {
  if (!is_kind(value, Kind::Tuple)) return wrong_type(thread, caller, "AF_NETLINK", value);
  const Tuple* tuple = value.as<Tuple>();
  if (tuple->length() != 2) return raise(thread, TypeId::TypeError, "AF_NETLINK address must be a pair (pid, groups)");
  memset(&out->netlink, 0, sizeof out->netlink);
  out->netlink.nl_family = AF_NETLINK;
  out->netlink.nl_pid = uint32_t(TRY(int_at(thread, tuple, 0)));
  out->netlink.nl_groups = uint32_t(TRY(int_at(thread, tuple, 1)));
  *length = sizeof out->netlink;
  return ok_status();
}
// The index of the interface that the tuple begins with.
Result<int> to_interface(Thread& thread, const SocketObject* socket, Value value) {
  if (!as_string(value)) return raise(thread, TypeId::TypeError, "interface name must be str, not %T", value);
  Bytes* name = TRY(encode_filesystem(thread, as_string(value)));
  if (name->length() == 0) return 0;
  ifreq request = {};
  if (size_t(name->length()) >= sizeof request.ifr_name) return raise(thread, TypeId::OSError, "interface name too long");
  memcpy(request.ifr_name, name->data(), size_t(name->length()));
  if (ioctl(socket->fd, SIOCGIFINDEX, &request) < 0) return raise_errno(thread);
  return request.ifr_ifindex;
}
Status to_packet(Thread& thread, const SocketObject* socket, Value value, const char* caller, Address* out, socklen_t* length) {
  if (!is_kind(value, Kind::Tuple)) return wrong_type(thread, caller, "AF_PACKET", value);
  const Tuple* tuple = value.as<Tuple>();
  if (tuple->length() < 2 || tuple->length() > 5) {
    return raise(thread, TypeId::TypeError, "AF_PACKET address must be a tuple of two to five elements");
  }
  sockaddr_ll& address = out->packet;
  memset(&address, 0, sizeof address);
  const int64_t protocol = TRY(int_at(thread, tuple, 1));
  address.sll_ifindex = TRY(to_interface(thread, socket, tuple->at(0)));
  if (protocol < 0 || protocol > 0xFFFF) return raise(thread, TypeId::OverflowError, "%s(): proto argument must be 0-65535.", caller);
  if (tuple->length() > 2) address.sll_pkttype = uint8_t(TRY(int_at(thread, tuple, 2)));
  if (tuple->length() > 3) address.sll_hatype = uint16_t(TRY(int_at(thread, tuple, 3)));
  if (tuple->length() > 4) {
    BufferView hardware;
    TRY(get_buffer(thread, tuple->at(4), &hardware));
    if (hardware.size > 8) return raise(thread, TypeId::ValueError, "hardware address must be 8 bytes or less");
    memcpy(address.sll_addr, hardware.data, size_t(hardware.size));
    address.sll_halen = uint8_t(hardware.size);
  }
  address.sll_family = AF_PACKET;
  address.sll_protocol = htons(uint16_t(protocol));
  *length = sizeof address;
  return ok_status();
}
Status to_can(Thread& thread, const SocketObject* socket, Value value, const char* caller, Address* out, socklen_t* length) {
  if (!is_kind(value, Kind::Tuple)) return wrong_type(thread, caller, "AF_CAN", value);
  const Tuple* tuple = value.as<Tuple>();
  memset(&out->can, 0, sizeof out->can);
  if (tuple->length() < 1) return raise(thread, TypeId::TypeError, "AF_CAN address must be a tuple (interface, )");
  out->can.can_family = AF_CAN;
  out->can.can_ifindex = TRY(to_interface(thread, socket, tuple->at(0)));
  if (socket->protocol == CAN_ISOTP && tuple->length() == 3) {
    out->can.can_addr.tp.rx_id = canid_t(TRY(int_at(thread, tuple, 1)));
    out->can.can_addr.tp.tx_id = canid_t(TRY(int_at(thread, tuple, 2)));
  } else if (socket->protocol == CAN_J1939 && tuple->length() == 4) {
    out->can.can_addr.j1939.name = uint64_t(TRY(int_at(thread, tuple, 1)));
    out->can.can_addr.j1939.pgn = uint32_t(TRY(int_at(thread, tuple, 2)));
    out->can.can_addr.j1939.addr = uint8_t(TRY(int_at(thread, tuple, 3)));
  }
  *length = sizeof out->can;
  return ok_status();
}
Status to_algorithm(Thread& thread, Value value, const char* caller, Address* out, socklen_t* length) {
  if (!is_kind(value, Kind::Tuple)) return wrong_type(thread, caller, "AF_ALG", value);
  const Tuple* tuple = value.as<Tuple>();
  if (tuple->length() < 2 || tuple->length() > 4 || !as_string(tuple->at(0)) || !as_string(tuple->at(1))) {
    return raise(thread, TypeId::TypeError, "AF_ALG address must be a tuple (type, name[, feat[, mask]])");
  }
  sockaddr_alg& address = out->algorithm;
  memset(&address, 0, sizeof address);
  address.salg_family = AF_ALG;
  const char* type = TRY(c_text(thread, as_string(tuple->at(0))));
  const char* name = TRY(c_text(thread, as_string(tuple->at(1))));
  if (strlen(type) >= sizeof address.salg_type) return raise(thread, TypeId::ValueError, "AF_ALG type too long.");
  if (strlen(name) >= sizeof address.salg_name) return raise(thread, TypeId::ValueError, "AF_ALG name too long.");
  strcpy(reinterpret_cast<char*>(address.salg_type), type);
  strcpy(reinterpret_cast<char*>(address.salg_name), name);
  if (tuple->length() > 2) address.salg_feat = uint32_t(TRY(int_at(thread, tuple, 2)));
  if (tuple->length() > 3) address.salg_mask = uint32_t(TRY(int_at(thread, tuple, 3)));
  *length = sizeof address;
  return ok_status();
}
Status to_machine(Thread& thread, Value value, const char* caller, Address* out, socklen_t* length) {
  if (!is_kind(value, Kind::Tuple)) return wrong_type(thread, caller, "AF_VSOCK", value);
  const Tuple* tuple = value.as<Tuple>();
  if (tuple->length() != 2) return raise(thread, TypeId::TypeError, "AF_VSOCK address must be a pair (cid, port)");
  memset(&out->machine, 0, sizeof out->machine);
  out->machine.svm_family = AF_VSOCK;
  out->machine.svm_cid = uint32_t(TRY(int_at(thread, tuple, 0)));
  out->machine.svm_port = uint32_t(TRY(int_at(thread, tuple, 1)));
  *length = sizeof out->machine;
  return ok_status();
}
Status to_tipc(Thread& thread, Value value, const char* caller, Address* out, socklen_t* length) {
  if (!is_kind(value, Kind::Tuple)) return wrong_type(thread, caller, "AF_TIPC", value);
  const Tuple* tuple = value.as<Tuple>();
  if (tuple->length() < 4 || tuple->length() > 5) {
    return raise(thread, TypeId::TypeError, "AF_TIPC address must be a tuple (addr_type, v1, v2, v3[, scope])");
  }
  sockaddr_tipc& address = out->tipc;
  memset(&address, 0, sizeof address);
  const int64_t kind_of_address = TRY(int_at(thread, tuple, 0));
  const auto v1 = uint32_t(TRY(int_at(thread, tuple, 1))), v2 = uint32_t(TRY(int_at(thread, tuple, 2))), v3 = uint32_t(TRY(int_at(thread, tuple, 3)));
  address.family = AF_TIPC;
  address.scope = int8_t(tuple->length() > 4 ? TRY(int_at(thread, tuple, 4)) : TIPC_CLUSTER_SCOPE);
  address.addrtype = uint8_t(kind_of_address);
  if (kind_of_address == TIPC_ADDR_NAMESEQ) {
    address.addr.nameseq = {v1, v2, v3};
  } else if (kind_of_address == TIPC_ADDR_NAME) {
    address.addr.name.name = {v1, v2};
  } else if (kind_of_address == TIPC_ADDR_ID) {
    address.addr.id = {v2, v1};
  } else {
    return raise(thread, TypeId::TypeError, "Invalid address type");
  }
  *length = sizeof address;
  return ok_status();
}

}  // namespace

Status to_address(Thread& thread, const SocketObject* socket, Value value, const char* caller, Address* out, socklen_t* length) {
  switch (socket->family) {
    case AF_INET: return to_ipv4(thread, value, caller, out, length);
    case AF_INET6: return to_ipv6(thread, value, caller, out, length);
    case AF_UNIX: return to_local(thread, value, out, length);
    case AF_NETLINK: return to_netlink(thread, value, caller, out, length);
    case AF_PACKET: return to_packet(thread, socket, value, caller, out, length);
    case AF_CAN: return to_can(thread, socket, value, caller, out, length);
    case AF_ALG: return to_algorithm(thread, value, caller, out, length);
    case AF_VSOCK: return to_machine(thread, value, caller, out, length);
    case AF_TIPC: return to_tipc(thread, value, caller, out, length);
    default: return raise(thread, TypeId::OSError, "%s(): bad family", caller);
  }
}

Value address_value(Thread& thread, int fd, const Address& address, socklen_t length, int protocol) {
  if (length == 0) return Value::none();  // connected sockets do not say it
  Heap& heap = thread.heap();
  switch (address.any.sa_family) {
    case AF_INET: {
      char text[INET_ADDRSTRLEN];
      inet_ntop(AF_INET, &address.ipv4.sin_addr, text, sizeof text);
      return Value(tuple_of(heap, Value(string_from_latin1(heap, text)), Value::integer(ntohs(address.ipv4.sin_port))));
    }
    case AF_INET6: {
      const Value host = TRY(host_value(thread, &address.any, length));
      return Value(tuple_of(heap, host, Value::integer(ntohs(address.ipv6.sin6_port)), Value::integer(ntohl(address.ipv6.sin6_flowinfo)),
                            Value::integer(address.ipv6.sin6_scope_id)));
    }
    case AF_UNIX: {
      const char* path = address.local.sun_path;
      const size_t size = length > offsetof(sockaddr_un, sun_path) ? length - offsetof(sockaddr_un, sun_path) : 0;
      if (size > 0 && path[0] == 0) return Value(bytes_from(heap, {path, size}));
      return Value(decode_filesystem(thread, {path, strnlen(path, size)}));
    }
    case AF_NETLINK: return Value(tuple_of(heap, Value::integer(address.netlink.nl_pid), Value::integer(address.netlink.nl_groups)));
    case AF_PACKET: {
      const sockaddr_ll& a = address.packet;
      ifreq request = {};
      const char* name = "";
      if (a.sll_ifindex) {
        request.ifr_ifindex = a.sll_ifindex;
        if (ioctl(fd, SIOCGIFNAME, &request) == 0) name = request.ifr_name;
      }
      const Value shown = TRY(Value(decode_filesystem(thread, name)));
      return Value(tuple_of(heap, shown, Value::integer(ntohs(a.sll_protocol)), Value::integer(a.sll_pkttype), Value::integer(a.sll_hatype),
                            Value(bytes_from(heap, {reinterpret_cast<const char*>(a.sll_addr), a.sll_halen}))));
    }
    case AF_CAN: {
      ifreq request = {};
      const char* name = "";
      if (address.can.can_ifindex) {
        request.ifr_ifindex = address.can.can_ifindex;
        if (ioctl(fd, SIOCGIFNAME, &request) == 0) name = request.ifr_name;
      }
      const Value shown = TRY(Value(decode_filesystem(thread, name)));
      if (protocol == CAN_ISOTP) {
        return Value(tuple_of(heap, shown, Value::integer(address.can.can_addr.tp.rx_id), Value::integer(address.can.can_addr.tp.tx_id)));
      }
      if (protocol == CAN_J1939) {
        return Value(tuple_of(heap, shown, unsigned_value(heap, address.can.can_addr.j1939.name), Value::integer(address.can.can_addr.j1939.pgn),
                              Value::integer(address.can.can_addr.j1939.addr)));
      }
      return Value(tuple_of(heap, shown));
    }
    case AF_VSOCK: return Value(tuple_of(heap, Value::integer(address.machine.svm_cid), Value::integer(address.machine.svm_port)));
    case AF_TIPC: {
      const sockaddr_tipc& a = address.tipc;
      uint32_t v[3] = {0, 0, 0};
      if (a.addrtype == TIPC_ADDR_NAMESEQ) {
        v[0] = a.addr.nameseq.type, v[1] = a.addr.nameseq.lower, v[2] = a.addr.nameseq.upper;
      } else if (a.addrtype == TIPC_ADDR_NAME) {
        v[0] = a.addr.name.name.type, v[1] = v[2] = a.addr.name.name.instance;
      } else {
        v[0] = a.addr.id.node, v[1] = a.addr.id.ref;
      }
      return Value(tuple_of(heap, Value::integer(a.addrtype), Value::integer(v[0]), Value::integer(v[1]), Value::integer(v[2]), Value::integer(a.scope)));
    }
    default: {
      const auto* data = reinterpret_cast<const char*>(address.any.sa_data);
      return Value(tuple_of(heap, Value::integer(address.any.sa_family), Value(bytes_from(heap, {data, sizeof address.any.sa_data}))));
    }
  }
}

}  // namespace taipan::python::net
