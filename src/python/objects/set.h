// python/objects/set.h -- sets and frozensets: layout and primitives; methods in set.cpp.
//
// Open addressing in CPython's order of probing (linear runs of 9, then perturbation), its growth rule and its hash order, so that iteration order is the same.
#pragma once

#include "python/objects/abstract.h"

namespace taipan::python {

struct SetTable : HeapObject {  // [ header | capacity | (key, hash) ... ]: see set.cpp
  int64_t capacity;             // entries, a power of two
  Value words[0];               // key (unbound: free, Missing: deleted), then its hash as raw bits shifted into an int-like word
};
struct SetObject : HeapObject {  // PythonKind::Set
  int64_t used;                  // live keys
  int64_t fill;                  // live and deleted
  SetTable* table;
  uint64_t hash_;                // frozenset: cached, with hash_known
  bool hash_known;
  uint32_t version;              // changes with every insertion or removal: iterators check used, as CPython does
};
inline bool is_set(Value v) { return is_kind(v, kind(PythonKind::Set)); }
NATIVE_TYPE(SetObject, is_set(v), "set")

SetObject* new_set(Heap& heap, TypeId type);  // Set or FrozenSet, exact
Status set_add(Thread& thread, SetObject* set, Value key);
Result<bool> set_contains(Thread& thread, SetObject* set, Value key);
Result<bool> set_discard(Thread& thread, SetObject* set, Value key);
Status set_update(Thread& thread, SetObject* set, Value iterable);
bool set_next(const SetObject* set, int64_t& position, Value& key);  // start at 0
Value frozenset_from(Thread& thread, std::span<const Value> values);

}  // namespace taipan::python
