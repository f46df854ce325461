// python/modules/posix/identity.cpp -- users and groups of the process.
//
// Room       python/modules/posix. Tests: CPython's test_posix, test_os
#include <grp.h>
#include <pwd.h>
#include <unistd.h>

#include <cstdlib>
#include <vector>

#include "python/modules/posix/posix_private.h"

namespace taipan::python::posix {

namespace {

Value posix_getuid(Thread& thread) { return id_value(thread.heap(), getuid()); }
Value posix_geteuid(Thread& thread) { return id_value(thread.heap(), geteuid()); }
Value posix_getgid(Thread& thread) { return id_value(thread.heap(), getgid()); }
Value posix_getegid(Thread& thread) { return id_value(thread.heap(), getegid()); }
Value posix_getresuid(Thread& thread) {
  uid_t r, e, s;
  if (getresuid(&r, &e, &s) < 0) return raise_errno(thread);
  Heap& heap = thread.heap();
  return Value(tuple_of(heap, id_value(heap, r), id_value(heap, e), id_value(heap, s)));
}
Value posix_getresgid(Thread& thread) {
  gid_t r, e, s;
  if (getresgid(&r, &e, &s) < 0) return raise_errno(thread);
  Heap& heap = thread.heap();
  return Value(tuple_of(heap, id_value(heap, r), id_value(heap, e), id_value(heap, s)));
}
Value posix_setuid(Thread& thread, Value uid) { return none_or_error(thread, setuid(TRY(to_user_id(thread, uid)))); }
Value posix_seteuid(Thread& thread, Value uid) { return none_or_error(thread, seteuid(TRY(to_user_id(thread, uid)))); }
Value posix_setgid(Thread& thread, Value gid) { return none_or_error(thread, setgid(TRY(to_group_id(thread, gid)))); }
Value posix_setegid(Thread& thread, Value gid) { return none_or_error(thread, setegid(TRY(to_group_id(thread, gid)))); }
Value posix_setreuid(Thread& thread, Value ruid, Value euid) {
  const uid_t real = TRY(to_user_id(thread, ruid)), effective = TRY(to_user_id(thread, euid));
  return none_or_error(thread, setreuid(real, effective));
}
Value posix_setregid(Thread& thread, Value rgid, Value egid) {
  const gid_t real = TRY(to_group_id(thread, rgid)), effective = TRY(to_group_id(thread, egid));
  return none_or_error(thread, setregid(real, effective));
}
Value posix_setresuid(Thread& thread, Value ruid, Value euid, Value suid) {
  const uid_t real = TRY(to_user_id(thread, ruid)), effective = TRY(to_user_id(thread, euid)), saved = TRY(to_user_id(thread, suid));
  return none_or_error(thread, setresuid(real, effective, saved));
}
Value posix_setresgid(Thread& thread, Value rgid, Value egid, Value sgid) {
  const gid_t real = TRY(to_group_id(thread, rgid)), effective = TRY(to_group_id(thread, egid)), saved = TRY(to_group_id(thread, sgid));
  return none_or_error(thread, setresgid(real, effective, saved));
}

List* list_of_groups(Thread& thread, const std::vector<gid_t>& groups) {
  List* list = new_list(thread.heap());
  for (const gid_t group : groups) (void)list->append(thread.heap(), id_value(thread.heap(), group));
  return list;
}
Value posix_getgroups(Thread& thread) {
  const int count = getgroups(0, nullptr);
  if (count < 0) return raise_errno(thread);
  std::vector<gid_t> groups(size_t(count) + 1);
  const int got = getgroups(count, groups.data());
  if (got < 0) return raise_errno(thread);
  groups.resize(size_t(got));
  return Value(list_of_groups(thread, groups));
}
Value posix_setgroups(Thread& thread, Value groups) {
  if (!is_kind(groups, Kind::List) && !is_kind(groups, Kind::Tuple) && lookup_special(type_of(groups), Special::GetItem).is_unbound()) {
    return raise(thread, TypeId::TypeError, "setgroups argument must be a sequence");
  }
  Tuple* items = TRY(tuple_from_iterable(thread, groups));
  std::vector<gid_t> ids;
  for (Value v : items->span()) {
    if (!is_int_like(v)) return raise(thread, TypeId::TypeError, "groups must be integers");
    ids.push_back(TRY(to_group_id(thread, v)));
  }
  return none_or_error(thread, setgroups(ids.size(), ids.data()));
}
Value posix_getgrouplist(Thread& thread, Value user, Value group) {
  if (!as_string(user)) return raise(thread, TypeId::TypeError, "getgrouplist() argument 1 must be str, not %T", user);
  const char* name = TRY(c_text(thread, as_string(user)));
  const gid_t base = TRY(to_group_id(thread, group));
  int count = 64;
  std::vector<gid_t> groups(size_t(count), 0);
  while (getgrouplist(name, base, groups.data(), &count) < 0) {
    if (count <= int(groups.size())) count = int(groups.size()) * 2;
    groups.resize(size_t(count));
  }
  groups.resize(size_t(count));
  return Value(list_of_groups(thread, groups));
}
Value posix_initgroups(Thread& thread, Value username, Value gid) {
  Bytes* name = TRY(to_file_name(thread, username));
  const gid_t group = TRY(to_group_id(thread, gid));
  return none_or_error(thread, initgroups(reinterpret_cast<const char*>(name->data()), group));
}
Value posix_getlogin(Thread& thread) {
  errno = 0;
  const char* login = getlogin();
  if (login) return Value(decode_filesystem(thread, login));
  if (errno == 0) return raise(thread, TypeId::OSError, "unable to determine login name");
  return raise_errno(thread);
}

const Method kFunctions[] = {
    {"getuid()", posix_getuid, "Return the current process's user id."},
    {"geteuid()", posix_geteuid, "Return the current process's effective user id."},
    {"getgid()", posix_getgid, "Return the current process's group id."},
    {"getegid()", posix_getegid, "Return the current process's effective group id."},
    {"getresuid()", posix_getresuid, "Return a tuple of the current process's real, effective, and saved user ids."},
    {"getresgid()", posix_getresgid, "Return a tuple of the current process's real, effective, and saved group ids."},
    {"setuid(uid, /)", posix_setuid, "Set the current process's user id."},
    {"seteuid(euid, /)", posix_seteuid, "Set the current process's effective user id."},
    {"setgid(gid, /)", posix_setgid, "Set the current process's group id."},
    {"setegid(egid, /)", posix_setegid, "Set the current process's effective group id."},
    {"setreuid(ruid, euid, /)", posix_setreuid, "Set the current process's real and effective user ids."},
    {"setregid(rgid, egid, /)", posix_setregid, "Set the current process's real and effective group ids."},
    {"setresuid(ruid, euid, suid, /)", posix_setresuid, "Set the current process's real, effective, and saved user ids."},
    {"setresgid(rgid, egid, sgid, /)", posix_setresgid, "Set the current process's real, effective, and saved group ids."},
    {"getgroups()", posix_getgroups, "Return list of supplemental group IDs for the process."},
    {"setgroups(groups, /)", posix_setgroups, "Set the groups of the current process to list."},
    {"getgrouplist(user, group, /)", posix_getgrouplist, "Returns a list of groups to which a user belongs."},
    {"initgroups(username, gid, /)", posix_initgroups, "Initialize the group access list."},
    {"getlogin()", posix_getlogin, "Return the actual login name."},
};

}  // namespace

std::span<const Method> identity_functions() { return kFunctions; }

}  // namespace taipan::python::posix
