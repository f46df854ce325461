// python/modules/socket/messages.cpp -- sendmsg, recvmsg and their kin: several buffers and ancillary data in one message.
//
// Room       python/modules/socket. https://docs.python.org/3.11/library/socket.html#socket.socket.sendmsg
// Tests      CPython's test_socket (SendmsgTests, RecvmsgTests, ...)
#include <climits>
#include <cstring>
#include <memory>
#include <vector>

#include "python/modules/socket/socket_private.h"

namespace taipan::python::net {

namespace {

struct Buffers {
  std::unique_ptr<BufferView[]> views;
  std::vector<iovec> parts;
  Tuple* keep = nullptr;
};
// `message`: what is said of a value that is no buffer; null: what get_buffer says.
Status to_buffers(Thread& thread, Value iterable, BufferAccess access, const char* not_iterable, const char* message, Buffers* out) {
  const Value items = TRY(fast_sequence(thread, iterable, not_iterable));
  out->keep = TRY(tuple_from_iterable(thread, items));
  const int64_t count = out->keep->length();
  if (count > INT_MAX) return raise(thread, TypeId::OSError, "sendmsg() argument 1 is too long");
  out->views = std::make_unique<BufferView[]>(size_t(count));
  for (int64_t i = 0; i < count; i++) {
    BufferView& view = out->views[size_t(i)];
    if (!get_buffer(thread, out->keep->at(i), &view, access).ok()) {
      if (message && (clear_if(thread, TypeId::TypeError) || clear_if(thread, TypeId::BufferError))) return raise(thread, TypeId::TypeError, "%s", message);
      return Raised{};
    }
    out->parts.push_back({view.data, size_t(view.size)});
  }
  return ok_status();
}

// ---- receiving

// The ancillary items that lie completely in the buffer; a last one cut short is shown as far as it goes.
List* ancillary_list(Thread& thread, msghdr& message) {
  Heap& heap = thread.heap();
  List* list = new_list(heap);
  if (message.msg_controllen == 0) return list;
  for (cmsghdr* c = CMSG_FIRSTHDR(&message); c; c = CMSG_NXTHDR(&message, c)) {
    const auto* data = CMSG_DATA(c);
    const auto* end = static_cast<unsigned char*>(message.msg_control) + message.msg_controllen;
    if (data > end || c->cmsg_len < CMSG_LEN(0)) break;
    size_t size = c->cmsg_len - CMSG_LEN(0);
    const bool cut = data + size > end;
    if (cut) {
      size = size_t(end - data);
      if (warn(thread, TypeId::RuntimeWarning, 1, "received malformed or improperly-truncated ancillary data").ok() == false) return nullptr;
    }
    Bytes* bytes = bytes_from(heap, {reinterpret_cast<const char*>(data), size});
    Tuple* item = tuple_of(heap, Value::integer(c->cmsg_level), Value::integer(c->cmsg_type), Value(bytes));
    if (!list->append(heap, Value(item))) return raise_memory_error(thread);
    if (cut) break;
  }
  return list;
}

// Receives into `parts`; `make` gives the result's first item from the number of bytes.
Value receive(Thread& thread, SocketObject* self, std::vector<iovec>& parts, int64_t ancillary_size, int flags, FunctionRef<Value(int64_t)> make) {
  if (ancillary_size < 0 || uint64_t(ancillary_size) > uint64_t(INT32_MAX)) return raise(thread, TypeId::ValueError, "invalid ancillary data buffer length");
  std::vector<char> control(static_cast<size_t>(ancillary_size));
  Address address;
  memset(&address, 0, sizeof address);
  msghdr message = {};
  const int64_t n = socket_call(
      thread, self, Direction::Reading,
      [&]() -> int64_t {
        message.msg_name = &address;
        message.msg_namelen = sizeof address;
        message.msg_iov = parts.data();
        message.msg_iovlen = parts.size();
        message.msg_control = control.empty() ? nullptr : control.data();
        message.msg_controllen = control.size();
        return recvmsg(self->fd, &message, flags);
      },
      self->timeout);
  if (n < 0) return Value::raised();
  List* ancillary = TRY(ancillary_list(thread, message));
  const Value first = TRY(make(n));
  const Value sender = TRY(address_value(thread, self->fd, address, message.msg_namelen < sizeof address ? message.msg_namelen : sizeof address, self->protocol));
  return Value(tuple_of(thread.heap(), first, Value(ancillary), Value::integer(message.msg_flags), sender));
}
Value socket_recvmsg(Thread& thread, SocketObject* self, int64_t size, int64_t ancillary_size, int flags) {
  if (size < 0) return raise(thread, TypeId::ValueError, "negative buffer size in recvmsg()");
  Bytes* bytes = new_bytes(thread.heap(), size);
  if (!bytes) return raise_memory_error(thread);
  std::vector<iovec> parts = {{bytes->data_, size_t(size)}};
  return receive(thread, self, parts, ancillary_size, flags, [&](int64_t n) -> Value {
    return n == size ? Value(bytes) : Value(bytes_from(thread.heap(), bytes->view().substr(0, size_t(n))));
  });
}
Value socket_recvmsg_into(Thread& thread, SocketObject* self, Value buffers_value, int64_t ancillary_size, int flags) {
  Buffers buffers;
  TRY(to_buffers(thread, buffers_value, BufferAccess::Write, "recvmsg_into() argument 1 must be an iterable",
                 "recvmsg_into() argument 1 must be an iterable of single-segment read-write buffers", &buffers));
  return receive(thread, self, buffers.parts, ancillary_size, flags, [&](int64_t n) -> Value { return integer_value(thread.heap(), n); });
}

// ---- sending

struct Ancillary {
  std::vector<char> control;
};
Status to_ancillary(Thread& thread, Value iterable, Ancillary* out) {
  const Value items = TRY(fast_sequence(thread, iterable, "sendmsg() argument 2 must be an iterable"));
  Tuple* all = TRY(tuple_from_iterable(thread, items));
  for (Value item : all->span()) {
    if (!is_kind(item, Kind::Tuple) && !is_kind(item, Kind::List)) {
      return raise(thread, TypeId::TypeError, "[sendmsg() ancillary data items]() argument must be 3-item sequence, not %T", item);
    }
    Tuple* parts = TRY(tuple_from_iterable(thread, item));
    if (parts->length() != 3) {
      return raise(thread, TypeId::TypeError, "[sendmsg() ancillary data items]() argument must be sequence of length 3, not %ld", parts->length());
    }
    const int64_t level = TRY(to_int64(thread, parts->at(0))), type = TRY(to_int64(thread, parts->at(1)));
    BufferView view;
    TRY(get_buffer(thread, parts->at(2), &view));
    if (view.size > INT32_MAX / 2) return raise(thread, TypeId::OSError, "ancillary data item too large");
    const size_t at = out->control.size();
    out->control.resize(at + CMSG_SPACE(size_t(view.size)));
    auto* header = reinterpret_cast<cmsghdr*>(out->control.data() + at);
    header->cmsg_level = int(level);
    header->cmsg_type = int(type);
    header->cmsg_len = CMSG_LEN(size_t(view.size));
    memcpy(CMSG_DATA(header), view.data, size_t(view.size));
  }
  return ok_status();
}
Value send_message(Thread& thread, SocketObject* self, msghdr& message, int flags) {
  const int64_t n = socket_call(thread, self, Direction::Writing, [&]() -> int64_t { return sendmsg(self->fd, &message, flags); }, self->timeout);
  return n < 0 ? Value::raised() : integer_value(thread.heap(), n);
}
Value socket_sendmsg(Thread& thread, SocketObject* self, Value buffers_value, Value ancdata, int flags, Value address_argument) {
  Buffers buffers;
  TRY(to_buffers(thread, buffers_value, BufferAccess::Read, "sendmsg() argument 1 must be an iterable", nullptr, &buffers));
  msghdr message = {};
  Address address;
  socklen_t length;
  if (!address_argument.is_none() && !address_argument.is_missing()) {
    TRY(to_address(thread, self, address_argument, "sendmsg", &address, &length));
    message.msg_name = &address;
    message.msg_namelen = length;
  }
  Ancillary ancillary;
  if (!ancdata.is_missing()) TRY(to_ancillary(thread, ancdata, &ancillary));
  message.msg_iov = buffers.parts.data();
  message.msg_iovlen = buffers.parts.size();
  message.msg_control = ancillary.control.empty() ? nullptr : ancillary.control.data();
  message.msg_controllen = ancillary.control.size();
  return send_message(thread, self, message, flags);
}

// Sockets of the kernel's cryptography take operation, initialisation vector and length of associated data as ancillary items.
Value socket_sendmsg_afalg(Thread& thread, SocketObject* self, Value msg, Value op, Value iv, Value assoclen, int flags) {
  if (self->family != AF_ALG) return raise(thread, TypeId::OSError, "algset is only supported for AF_ALG");
  if (op.is_missing() || TRY(to_int64(thread, op)) < 0) return raise(thread, TypeId::TypeError, "Invalid or missing argument 'op'");
  const int64_t associated = assoclen.is_missing() ? -1 : TRY(to_int64(thread, assoclen));
  if (!assoclen.is_missing() && associated < 0) return raise(thread, TypeId::TypeError, "assoclen must be positive");
  std::vector<char> control;
  auto add = [&](int type, size_t size) {
    const size_t at = control.size();
    control.resize(at + CMSG_SPACE(size));
    auto* header = reinterpret_cast<cmsghdr*>(control.data() + at);
    header->cmsg_level = SOL_ALG;
    header->cmsg_type = type;
    header->cmsg_len = CMSG_LEN(size);
    return CMSG_DATA(header);
  };
  const auto operation = uint32_t(TRY(to_int64(thread, op)));
  memcpy(add(ALG_SET_OP, sizeof operation), &operation, sizeof operation);
  if (!iv.is_missing() && !iv.is_none()) {
    BufferView view;
    TRY(get_buffer(thread, iv, &view));
    auto* vector = reinterpret_cast<af_alg_iv*>(add(ALG_SET_IV, sizeof(af_alg_iv) + size_t(view.size)));
    vector->ivlen = uint32_t(view.size);
    memcpy(vector->iv, view.data, size_t(view.size));
  }
  if (associated >= 0) {
    const auto n = uint32_t(associated);
    memcpy(add(ALG_SET_AEAD_ASSOCLEN, sizeof n), &n, sizeof n);
  }
  Buffers buffers;
  if (!msg.is_missing() && !msg.is_none()) TRY(to_buffers(thread, msg, BufferAccess::Read, "sendmsg_afalg() argument 1 must be an iterable", nullptr, &buffers));
  msghdr message = {};
  message.msg_iov = buffers.parts.data();
  message.msg_iovlen = buffers.parts.size();
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  return send_message(thread, self, message, flags);
}

const Method kMethods[] = {
    {"recvmsg(self, bufsize, ancbufsize=0, flags=0, /)", socket_recvmsg, "Receive normal data and ancillary data from the socket."},
    {"recvmsg_into(self, buffers, ancbufsize=0, flags=0, /)", socket_recvmsg_into, "Receive normal data into buffers, and ancillary data."},
    {"sendmsg(self, buffers, ancdata=<missing>, flags=0, address=<missing>, /)", socket_sendmsg, "Send normal and ancillary data to the socket."},
    {"sendmsg_afalg(self, msg=<missing>, *, op=<missing>, iv=<missing>, assoclen=<missing>, flags=32768)", socket_sendmsg_afalg,
     "Set operation mode, IV and length of associated data for an AF_ALG operation socket."},
};

}  // namespace

std::span<const Method> message_methods() { return kMethods; }

}  // namespace taipan::python::net
