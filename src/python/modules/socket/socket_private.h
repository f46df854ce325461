// python/modules/socket/socket_private.h -- what the files of module _socket share.
//
// Room       python/modules/socket. https://docs.python.org/3.11/library/socket.html
// Tests      CPython's test_socket; tests/python/os/
#pragma once

#include <sys/socket.h>
#include <sys/un.h>

#include <linux/if_alg.h>
#include <linux/netlink.h>
#include <linux/tipc.h>
#include <linux/vm_sockets.h>
#include <netinet/in.h>
#include <netpacket/packet.h>

#include <linux/can.h>

#include <cerrno>

#include "python/objects/abstract.h"
#include "python/objects/buffer.h"
#include "python/objects/native.h"
#include "python/objects/objects.h"
#include "python/objects/text_codec.h"
#include "python/runtime/signals.h"
#include "python/runtime/threads.h"
#include "vm/integer.h"

namespace taipan::python::net {

struct SocketObject : HeapObject {
  int fd;            // -1: closed
  int family, type, protocol;
  int64_t timeout;   // nanoseconds; -1: blocking, 0: not blocking
};
extern Type *g_socket_type, *g_gaierror, *g_herror;
extern int64_t g_default_timeout;
extern const Layout kSocketLayout;

union Address {
  sockaddr any;
  sockaddr_in ipv4;
  sockaddr_in6 ipv6;
  sockaddr_un local;
  sockaddr_nl netlink;
  sockaddr_ll packet;
  sockaddr_can can;
  sockaddr_alg algorithm;
  sockaddr_vm machine;
  sockaddr_tipc tipc;
  sockaddr_storage storage;
};

// addresses.cpp
Status to_address(Thread& thread, const SocketObject* socket, Value value, const char* caller, Address* out, socklen_t* length);
Value address_value(Thread& thread, int fd, const Address& address, socklen_t length, int protocol);
// The numeric form of an address, without the port.
Value host_value(Thread& thread, const sockaddr* address, socklen_t length);
// A host name, or a number in text form; family AF_UNSPEC: any.
Status to_host(Thread& thread, const char* name, int family, Address* out, socklen_t size);
// Host names as C text: str (by idna when it is not ASCII), bytes, bytearray.
Bytes* to_host_name(Thread& thread, Value value, const char* message);
Raised raise_gai_error(Thread& thread, int error);
Raised raise_host_error(Thread& thread, int error);

// socket_object.cpp
SocketObject* new_socket(Thread& thread, int fd, int family, int type, int protocol);
enum class Direction : uint8_t { Reading, Writing, Connecting };
// Calls f() without the lock until it succeeds, waiting for the socket as its timeout says. -1: raised.
int64_t socket_call(Thread& thread, SocketObject* socket, Direction direction, FunctionRef<int64_t()> f, int64_t timeout);
bool set_blocking(int fd, bool blocking);

std::span<const Method> socket_methods();   // socket_object.cpp
std::span<const Method> message_methods();  // messages.cpp
std::span<const Method> functions();        // functions.cpp
void register_constants(Thread& thread, Module* module);

}  // namespace taipan::python::net

namespace taipan::python {
NATIVE_TYPE(net::SocketObject, v.is_object() && v.as_object()->shape()->layout == &net::kSocketLayout, "socket")
}  // namespace taipan::python
