// python/modules/new_exception.cpp -- exception classes that native modules define.
//
// Room       python/modules.
// Tests      those of the modules.
#include "python/modules/new_exception.h"

#include <cstdlib>
#include <cstring>

namespace taipan::python {

Type* new_exception_type(Thread& thread, const char* dotted_name, Type* base, const char* doc) {
  Heap& heap = thread.heap();
  const char* dot = strrchr(dotted_name, '.');
  VM_CHECK(dot, "an exception class is named with its module");
  Dict* space = new_dict(heap);
  dict_set(heap, space, name(Name::Module), Value(intern(heap, std::string_view(dotted_name, size_t(dot - dotted_name)))));
  if (doc) dict_set(heap, space, name(Name::Doc), Value(string_from_utf8(heap, doc)));
  const Value made = TRY(make_class(thread, builtin_type(TypeId::Type), intern(heap, dot + 1), tuple_of(heap, Value(base)), space,
                                    new_dict(heap)));
  // The module's functions go on using it whatever becomes of the module.
  auto* root = static_cast<uint64_t*>(malloc(sizeof(uint64_t)));
  VM_CHECK(root, "out of memory");
  *root = made.bits();
  heap.add_root_values(root, 1);
  return made.as<Type>();
}

Type* new_exception_type(Thread& thread, const char* dotted_name, TypeId base, const char* doc) {
  return new_exception_type(thread, dotted_name, builtin_type(base), doc);
}

}  // namespace taipan::python
