// python/modules/collections/collections_private.h -- the parts of the module _collections.
#pragma once

#include "python/objects/iterators.h"
#include "vm/layouts.h"

namespace taipan::python::collections {

Status define_deque(Thread& thread, Module* module);         // deque.cpp
Status define_default_dict(Thread& thread, Module* module);  // default_dict.cpp
Status define_ordered_dict(Thread& thread, Module* module);  // ordered_dict.cpp
Status define_tuple_getter(Thread& thread, Module* module);  // tuple_getter.cpp
Value count_elements(Thread& thread, Value mapping, Value iterable);

inline Type* add_type(Thread& thread, Module* module, const TypeSpec& spec, Type* base = nullptr) {
  Type* type = define_type(thread, spec, base);
  if (!module_add(thread, module, std::string_view{type->name->bytes()}, Value(type)).ok()) return nullptr;
  return type;
}

}  // namespace taipan::python::collections
