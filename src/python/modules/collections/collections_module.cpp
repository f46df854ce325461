// python/modules/collections/collections_module.cpp -- the module _collections: what collections.py takes from here.
//
// Room       python/modules. Each type has a file in this folder.
// Tests      tests/python/modules/; CPython's test_collections, test_deque, test_defaultdict, test_ordered_dict
#include "python/modules/collections/collections_private.h"

namespace taipan::python {

namespace {

const Method kFunctions[] = {
    {"_count_elements(mapping, iterable, /)", collections::count_elements, "Count elements in the iterable, updating the mapping"},
};

Status execute(Thread& thread, Module* module) {
  TRY(collections::define_deque(thread, module));
  TRY(collections::define_default_dict(thread, module));
  TRY(collections::define_ordered_dict(thread, module));
  TRY(collections::define_tuple_getter(thread, module));
  return ok_status();
}

}  // namespace

extern const ModuleSpec kCollectionsModule = {
    .name = "_collections", .doc = "High performance data structures.", .functions = kFunctions, .execute = execute};

}  // namespace taipan::python
