// python/modules/user_database_modules.cpp -- pwd and grp: the system's users and groups.
// https://docs.python.org/3.11/library/pwd.html https://docs.python.org/3.11/library/grp.html
//
// Room       python/modules. Tests: CPython's test_pwd, test_grp
#include <grp.h>
#include <pwd.h>

#include <cerrno>
#include <vector>

#include "python/objects/abstract.h"
#include "python/objects/objects.h"
#include "python/objects/struct_sequence.h"
#include "python/objects/text_codec.h"
#include "python/runtime/threads.h"
#include "vm/integer.h"

namespace taipan::python {

namespace {

Type *g_passwd_type, *g_group_type;

Value text_or_none(Thread& thread, const char* text) { return text ? Value(decode_filesystem(thread, text)) : Value::none(); }
Value id_value(Heap& heap, uint32_t id) { return integer_value(heap, id == UINT32_MAX ? -1 : int64_t{id}); }

Value passwd_value(Thread& thread, const struct passwd& p) {
  Heap& heap = thread.heap();
  Value values[7];
  values[0] = TRY(text_or_none(thread, p.pw_name));
  values[1] = TRY(text_or_none(thread, p.pw_passwd));
  values[2] = id_value(heap, p.pw_uid);
  values[3] = id_value(heap, p.pw_gid);
  values[4] = TRY(text_or_none(thread, p.pw_gecos));
  values[5] = TRY(text_or_none(thread, p.pw_dir));
  values[6] = TRY(text_or_none(thread, p.pw_shell));
  return new_struct_sequence(thread, g_passwd_type, values);
}
Value group_value(Thread& thread, const struct group& g) {
  Value values[4];
  values[0] = TRY(text_or_none(thread, g.gr_name));
  values[1] = TRY(text_or_none(thread, g.gr_passwd));
  values[2] = id_value(thread.heap(), g.gr_gid);
  List* members = new_list(thread.heap());
  for (char** m = g.gr_mem; m && *m; m++) {
    const Value member = TRY(text_or_none(thread, *m));
    if (!members->append(thread.heap(), member)) return raise_memory_error(thread);
  }
  values[3] = Value(members);
  return new_struct_sequence(thread, g_group_type, values);
}

// Calls a reentrant look-up with room that grows until the entry fits. Null: there is none, or `*error`.
template <class Entry, class Find>
Entry* find_entry(Thread& thread, Entry* entry, std::vector<char>& room, int* error, Find find) {
  room.resize(1024);
  for (;;) {
    Entry* found = nullptr;
    {
      WithoutLock released(thread);
      *error = find(entry, room.data(), room.size(), &found);
    }
    if (*error != ERANGE || room.size() > (size_t{1} << 24)) return found;
    room.resize(room.size() * 2);
  }
}
bool is_absent(int error) { return error == 0 || error == ENOENT || error == ESRCH || error == EBADF || error == EPERM; }

// What a number outside the range of ids finds: nothing.
Result<bool> to_id(Thread& thread, Value value, uint32_t* id) {
  const Value integer = TRY(to_index(thread, value));
  int64_t wide;
  if (!integer_to_int64(integer, &wide) || wide < -1 || wide > UINT32_MAX) return false;
  *id = uint32_t(wide);
  return true;
}

Value pwd_getpwuid(Thread& thread, Value uid) {
  if (!is_index(uid)) return raise(thread, TypeId::TypeError, "uid should be integer, not %T", uid);
  uint32_t id = 0;
  if (TRY(to_id(thread, uid, &id))) {
    struct passwd entry;
    std::vector<char> room;
    int error;
    const auto* found = find_entry(thread, &entry, room, &error, [&](auto* e, char* data, size_t size, auto** out) { return getpwuid_r(id, e, data, size, out); });
    if (found) return passwd_value(thread, *found);
    if (!is_absent(error)) return raise_os_error(thread, error);
  }
  return raise(thread, TypeId::KeyError, "getpwuid(): uid not found: %S", uid);
}
Value pwd_getpwnam(Thread& thread, Value name_argument) {
  if (!as_string(name_argument)) return raise(thread, TypeId::TypeError, "getpwnam() argument must be str, not %T", name_argument);
  Bytes* bytes = TRY(encode_filesystem(thread, as_string(name_argument)));
  if (bytes->view().find('\0') != std::string_view::npos) return raise(thread, TypeId::ValueError, "embedded null byte");
  const auto* text = reinterpret_cast<const char*>(bytes->data());
  struct passwd entry;
  std::vector<char> room;
  int error;
  const auto* found = find_entry(thread, &entry, room, &error, [&](auto* e, char* data, size_t size, auto** out) { return getpwnam_r(text, e, data, size, out); });
  if (found) return passwd_value(thread, *found);
  if (!is_absent(error)) return raise_os_error(thread, error);
  return raise(thread, TypeId::KeyError, "getpwnam(): name not found: %R", name_argument);
}
Value pwd_getpwall(Thread& thread) {
  List* all = new_list(thread.heap());
  setpwent();
  Value failure = Value::none();
  while (const struct passwd* entry = getpwent()) {
    const Value value = passwd_value(thread, *entry);
    if (value.is_raised() || !all->append(thread.heap(), value)) {
      failure = Value::raised();
      break;
    }
  }
  endpwent();
  return failure.is_raised() ? failure : Value(all);
}

Value grp_getgrgid(Thread& thread, Value gid) {
  if (!is_index(gid)) return raise(thread, TypeId::TypeError, "gid should be integer, not %T", gid);
  uint32_t id = 0;
  if (TRY(to_id(thread, gid, &id))) {
    struct group entry;
    std::vector<char> room;
    int error;
    const auto* found = find_entry(thread, &entry, room, &error, [&](auto* e, char* data, size_t size, auto** out) { return getgrgid_r(id, e, data, size, out); });
    if (found) return group_value(thread, *found);
    if (!is_absent(error)) return raise_os_error(thread, error);
  }
  return raise(thread, TypeId::KeyError, "getgrgid(): gid not found: %S", gid);
}
Value grp_getgrnam(Thread& thread, Value name_argument) {
  if (!as_string(name_argument)) return raise(thread, TypeId::TypeError, "getgrnam() argument 'name' must be str, not %T", name_argument);
  Bytes* bytes = TRY(encode_filesystem(thread, as_string(name_argument)));
  if (bytes->view().find('\0') != std::string_view::npos) return raise(thread, TypeId::ValueError, "embedded null byte");
  const auto* text = reinterpret_cast<const char*>(bytes->data());
  struct group entry;
  std::vector<char> room;
  int error;
  const auto* found = find_entry(thread, &entry, room, &error, [&](auto* e, char* data, size_t size, auto** out) { return getgrnam_r(text, e, data, size, out); });
  if (found) return group_value(thread, *found);
  if (!is_absent(error)) return raise_os_error(thread, error);
  return raise(thread, TypeId::KeyError, "getgrnam(): name not found: %R", name_argument);
}
Value grp_getgrall(Thread& thread) {
  List* all = new_list(thread.heap());
  setgrent();
  Value failure = Value::none();
  while (const struct group* entry = getgrent()) {
    const Value value = group_value(thread, *entry);
    if (value.is_raised() || !all->append(thread.heap(), value)) {
      failure = Value::raised();
      break;
    }
  }
  endgrent();
  return failure.is_raised() ? failure : Value(all);
}

const Method kPwdFunctions[] = {
    {"getpwuid(uidobj, /)", pwd_getpwuid, "Return the password database entry for the given numeric user ID."},
    {"getpwnam(name, /)", pwd_getpwnam, "Return the password database entry for the given user name."},
    {"getpwall()", pwd_getpwall, "Return a list of all available password database entries, in arbitrary order."},
};
const Method kGrpFunctions[] = {
    {"getgrgid(id)", grp_getgrgid, "Return the group database entry for the given numeric group ID."},
    {"getgrnam(name)", grp_getgrnam, "Return the group database entry for the given group name."},
    {"getgrall()", grp_getgrall, "Return a list of all available group entries, in arbitrary order."},
};
constexpr FieldSpec kPasswdFields[] = {{"pw_name", "user name"}, {"pw_passwd", "password"}, {"pw_uid", "user id"}, {"pw_gid", "group id"},
                                       {"pw_gecos", "real name"}, {"pw_dir", "home directory"}, {"pw_shell", "shell program"}};
constexpr FieldSpec kGroupFields[] = {{"gr_name", "group name"}, {"gr_passwd", "password"}, {"gr_gid", "group id"}, {"gr_mem", "group members"}};

Status execute_pwd(Thread& thread, Module* module) {
  if (!g_passwd_type) g_passwd_type = TRY(define_struct_sequence(thread, "pwd.struct_passwd", "pwd.struct_passwd: Results from getpw*() routines.", kPasswdFields, 7));
  return module_add(thread, module, "struct_passwd", Value(g_passwd_type));
}
Status execute_grp(Thread& thread, Module* module) {
  if (!g_group_type) g_group_type = TRY(define_struct_sequence(thread, "grp.struct_group", "grp.struct_group: Results from getgr*() routines.", kGroupFields, 4));
  return module_add(thread, module, "struct_group", Value(g_group_type));
}

}  // namespace

extern const ModuleSpec kPwdModule = {
    .name = "pwd", .doc = "This module provides access to the Unix password database.", .functions = kPwdFunctions, .execute = execute_pwd};
extern const ModuleSpec kGrpModule = {.name = "grp", .doc = "Access to the Unix group database.", .functions = kGrpFunctions, .execute = execute_grp};

}  // namespace taipan::python
