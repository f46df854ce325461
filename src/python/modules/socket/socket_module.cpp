// python/modules/socket/socket_module.cpp -- module _socket, put together.
//
// Room       python/modules/socket. Tests: CPython's test_socket
#include <vector>

#include "python/modules/socket/socket_private.h"
#include "vm/layouts.h"

namespace taipan::python::net {

std::span<const Getter> socket_getters();
std::span<const Member> socket_members();

namespace {

Type* new_error(Thread& thread, const char* error_name) {
  Heap& heap = thread.heap();
  Dict* body = new_dict(heap);
  dict_set(heap, body, name(Name::Module), Value(intern(heap, "socket")));
  Tuple* bases = tuple_of(heap, Value(builtin_type(TypeId::OSError)));
  const Value made = call_with(thread, Value(builtin_type(TypeId::Type)), Value(intern(heap, error_name)), Value(bases), Value(body));
  return made.is_raised() ? nullptr : made.as<Type>();
}

Status define_types(Thread& thread) {
  if (g_socket_type) return ok_status();
  // The class's methods come from two files.
  static std::vector<Method> methods(socket_methods().begin(), socket_methods().end());
  methods.insert(methods.end(), message_methods().begin(), message_methods().end());
  static const TypeSpec spec = {.name = "_socket.socket",
                                .doc = "socket(family=AF_INET, type=SOCK_STREAM, proto=0) -> socket object",
                                .layout = &kSocketLayout,
                                .kind = kind(PythonKind::Other),
                                .native_size = sizeof(SocketObject),
                                .flags = kTypeSubclassable,
                                .methods = methods,
                                .getters = socket_getters(),
                                .members = socket_members()};
  // Roots from the start: a global keeps nothing alive by itself.
  thread.heap().add_root_values(reinterpret_cast<const uint64_t*>(&g_gaierror), 1);
  thread.heap().add_root_values(reinterpret_cast<const uint64_t*>(&g_herror), 1);
  g_gaierror = TRY(new_error(thread, "gaierror"));
  g_herror = TRY(new_error(thread, "herror"));
  g_socket_type = define_type(thread, spec);
  return ok_status();
}

Status execute(Thread& thread, Module* module) {
  TRY(define_types(thread));
  Heap& heap = thread.heap();
  const Value module_name = Value(intern(heap, "_socket"));
  for (const Method& m : functions()) {
    Native* f = new_native(heap, m, Value(module), module_name);
    dict_set(heap, module->dict, f->name, Value(f));
  }
  register_constants(thread, module);
  TRY(module_add(thread, module, "socket", Value(g_socket_type)));
  TRY(module_add(thread, module, "SocketType", Value(g_socket_type)));
  TRY(module_add(thread, module, "gaierror", Value(g_gaierror)));
  TRY(module_add(thread, module, "herror", Value(g_herror)));
  TRY(module_add(thread, module, "error", Value(builtin_type(TypeId::OSError))));
  TRY(module_add(thread, module, "timeout", Value(builtin_type(TypeId::TimeoutError))));
  TRY(module_add(thread, module, "has_ipv6", Value::true_value()));
  TRY(module_add(thread, module, "BDADDR_ANY", Value(intern(heap, "00:00:00:00:00:00"))));
  return module_add(thread, module, "BDADDR_LOCAL", Value(intern(heap, "00:00:00:FF:FF:FF")));
}

}  // namespace
}  // namespace taipan::python::net

namespace taipan::python {
extern const ModuleSpec kSocketModule = {
    .name = "_socket", .doc = "Implementation module for socket operations.\n\nSee the socket module for documentation.", .execute = net::execute};
}  // namespace taipan::python
