// python/modules/itertools/itertools_private.h -- what the parts of the module share.
//
// Each iterator is a struct whose values come first: ToolLayout<Struct> traces Struct::kValues of them.
#pragma once

#include "python/objects/iterators.h"
#include "vm/layouts.h"

namespace taipan::python::itertools {

template <int count>
void trace_leading_values(HeapObject* object, Tracer& tracer) {
  tracer.visit_values(reinterpret_cast<const uint64_t*>(object + 1), size_t(count));
  trace_attributes(object, tracer);
}
template <class T>
inline const Layout kToolLayout = {.name = "itertools iterator", .size = &size_from_shape, .trace = &trace_leading_values<T::kValues>};

// `flags` besides kTypeSubclassable where a type may be derived from.
template <class T>
constexpr TypeSpec tool_spec(const char* name, const char* doc, std::span<const Method> methods, Value (*next)(Thread&, Value),
                             uint32_t flags = kTypeSubclassable) {
  TypeSpec spec;
  spec.name = name;
  spec.doc = doc;
  spec.layout = &kToolLayout<T>;
  spec.kind = kind(PythonKind::Other);
  spec.native_size = sizeof(T);
  spec.flags = flags;
  spec.methods = methods;
  spec.next = next;
  return spec;
}

#define TOOL_METHODS(next_function)                      \
  {"__iter__(self, /)", iterator_self, "Implement iter(self)."}, \
      {"__next__(self, /)", next_method<next_function>, "Implement next(self)."}

// Parts of __reduce__.
inline Value reduced(Heap& heap, Value self, Tuple* arguments) { return Value(tuple_of(heap, Value(type_of(self)), Value(arguments))); }
inline Value reduced(Heap& heap, Value self, Tuple* arguments, Value state) {
  return Value(tuple_of(heap, Value(type_of(self)), Value(arguments), state));
}

// The types, filled in when the module is executed.
extern Type* g_chain;
extern Type* g_islice;
extern Type* g_accumulate;
extern Type* g_tee;
extern Type* g_tee_data;
extern Type* g_grouper;

Status define_infinite(Thread& thread, Module* module);        // count, cycle, repeat
Status define_filters(Thread& thread, Module* module);         // compress, dropwhile, filterfalse, islice, starmap, takewhile
Status define_combinations(Thread& thread, Module* module);    // product, permutations, combinations(_with_replacement)
Status define_joining(Thread& thread, Module* module);         // accumulate, chain, pairwise, zip_longest
Status define_grouping(Thread& thread, Module* module);        // groupby, tee
Value tee(Thread& thread, Value iterable, int64_t n);

inline Type* add_type(Thread& thread, Module* module, const TypeSpec& spec) {
  Type* type = define_type(thread, spec);
  if (!module_add(thread, module, std::string_view{type->name->bytes()}, Value(type)).ok()) return nullptr;
  return type;
}

}  // namespace taipan::python::itertools
