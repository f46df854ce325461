// python/modules/posix/attributes.cpp -- extended attributes of files.
//
// Room       python/modules/posix. https://docs.python.org/3.11/library/os.html#linux-extended-attributes
// Tests      CPython's test_os (ExtendedAttributeTests)
#include <sys/xattr.h>

#include <cstring>

#include "python/modules/posix/posix_private.h"

namespace taipan::python::posix {

namespace {

Status check_follow(Thread& thread, const Path& path, bool follow, const char* function) {
  if (path.is_descriptor() && !follow) return raise(thread, TypeId::ValueError, "%s: cannot use fd and follow_symlinks together", function);
  return ok_status();
}

// Asks with growing room until the answer fits: -1 with errno, or its size.
template <class F>
Value sized(Thread& thread, const Path& path, ByteBuilder& out, F ask) {
  for (size_t room : {size_t{128}, size_t{65536}}) {
    out.truncate(0);
    uint8_t* data = out.extend(room);
    const ssize_t n = unlocked(thread, [&] { return ask(data, room); });
    if (n >= 0) {
      out.truncate(size_t(n));
      return Value::none();
    }
    if (errno != ERANGE) break;
  }
  return raise_path(thread, path);
}

Value posix_getxattr(Thread& thread, Value path_value, Value attribute_value, bool follow_symlinks) {
  const Path path = TRY(to_path(thread, path_value, "getxattr", kPathOrDescriptor));
  const Path attribute = TRY(to_path(thread, attribute_value, "getxattr", kPathOnly, "attribute"));
  TRY(check_follow(thread, path, follow_symlinks, "getxattr"));
  ByteBuilder out;
  TRY(sized(thread, path, out, [&](uint8_t* data, size_t room) {
    if (path.is_descriptor()) return fgetxattr(path.descriptor, attribute.text, data, room);
    return follow_symlinks ? getxattr(path.text, attribute.text, data, room) : lgetxattr(path.text, attribute.text, data, room);
  }));
  return Value(bytes_from(thread.heap(), out.view()));
}
Value posix_setxattr(Thread& thread, Value path_value, Value attribute_value, Value value, int flags, bool follow_symlinks) {
  const Path path = TRY(to_path(thread, path_value, "setxattr", kPathOrDescriptor));
  const Path attribute = TRY(to_path(thread, attribute_value, "setxattr", kPathOnly, "attribute"));
  TRY(check_follow(thread, path, follow_symlinks, "setxattr"));
  BufferView view;
  TRY(get_buffer(thread, value, &view));
  const int result = unlocked(thread, [&] {
    if (path.is_descriptor()) return fsetxattr(path.descriptor, attribute.text, view.data, size_t(view.size), flags);
    auto* set = follow_symlinks ? &setxattr : &lsetxattr;
    return set(path.text, attribute.text, view.data, size_t(view.size), flags);
  });
  if (result < 0) return raise_path(thread, path);
  return Value::none();
}
Value posix_removexattr(Thread& thread, Value path_value, Value attribute_value, bool follow_symlinks) {
  const Path path = TRY(to_path(thread, path_value, "removexattr", kPathOrDescriptor));
  const Path attribute = TRY(to_path(thread, attribute_value, "removexattr", kPathOnly, "attribute"));
  TRY(check_follow(thread, path, follow_symlinks, "removexattr"));
  const int result = unlocked(thread, [&] {
    if (path.is_descriptor()) return fremovexattr(path.descriptor, attribute.text);
    return follow_symlinks ? removexattr(path.text, attribute.text) : lremovexattr(path.text, attribute.text);
  });
  if (result < 0) return raise_path(thread, path);
  return Value::none();
}
Value posix_listxattr(Thread& thread, Value path_value, bool follow_symlinks) {
  const Path path = TRY(to_path(thread, path_value, "listxattr", kPathOrDescriptor | kPathOrNone));
  TRY(check_follow(thread, path, follow_symlinks, "listxattr"));
  ByteBuilder out;
  TRY(sized(thread, path, out, [&](uint8_t* data, size_t room) {
    auto* text = reinterpret_cast<char*>(data);
    if (path.is_descriptor()) return flistxattr(path.descriptor, text, room);
    return follow_symlinks ? listxattr(path.text, text, room) : llistxattr(path.text, text, room);
  }));
  List* names = new_list(thread.heap());
  const std::string_view all = out.view();
  for (size_t at = 0; at < all.size();) {
    const size_t end = all.find('\0', at);
    const Value name = TRY(name_value(thread, all.data() + at, false));
    if (!names->append(thread.heap(), name)) return raise_memory_error(thread);
    at = end == std::string_view::npos ? all.size() : end + 1;
  }
  return Value(names);
}

const Method kFunctions[] = {
    {"getxattr(path, attribute, *, follow_symlinks=True)", posix_getxattr, "Return the value of extended attribute attribute on path."},
    {"setxattr(path, attribute, value, flags=0, *, follow_symlinks=True)", posix_setxattr, "Set extended attribute attribute on path to value."},
    {"removexattr(path, attribute, *, follow_symlinks=True)", posix_removexattr, "Remove extended attribute attribute on path."},
    {"listxattr(path=None, *, follow_symlinks=True)", posix_listxattr, "Return a list of extended attributes on path."},
};

}  // namespace

std::span<const Method> attribute_functions() { return kFunctions; }

}  // namespace taipan::python::posix
