// python/objects/set.h -- sets and frozensets: layout and primitives (set_table.cpp); methods are in set_object.cpp.
//
// Open addressing in CPython's order of probing (linear runs of 9, then perturbation), its growth rule and its hash order,
// so that iteration order is the same.
//
//   SetObject  [ header | used | fill | table | ... ]
//   SetTable   [ header | capacity | entries: key, hash ... ]      key unbound: never used; Missing: deleted
#pragma once

#include "python/objects/abstract.h"
#include "python/objects/objects.h"

namespace taipan::python {

struct SetEntry {
  Value key;
  uint64_t hash;
  bool is_live() const { return !key.is_unbound() && !key.is_missing(); }
};
struct SetTable : HeapObject {
  int64_t capacity;  // entries, a power of two
  SetEntry entries[0];
};
struct SetObject : HeapObject {  // PythonKind::Set
  int64_t used;                  // live keys
  int64_t fill;                  // live and deleted
  SetTable* table;               // null stands for an empty one of 8 entries
  uint64_t hash_;                // frozenset: cached, with hash_known
  bool hash_known;
  uint32_t version;              // changes with every insertion or removal: iterators check used, as CPython does
  int64_t finger;                // where pop() looks first
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

// The same with hashes at hand. `position` is left behind the entry returned.
bool set_next_entry(const SetObject* set, int64_t& position, SetEntry& entry);
Status set_add_with_hash(Thread& thread, SetObject* set, Value key, uint64_t hash);
Result<bool> set_contains_with_hash(Thread& thread, SetObject* set, Value key, uint64_t hash);
Result<bool> set_discard_with_hash(Thread& thread, SetObject* set, Value key, uint64_t hash);
Result<uint64_t> set_key_hash(Thread& thread, Value key);
void set_clear(SetObject* set);
// Removes some key: unbound if there is none.
Value set_pop(SetObject* set);
// Removes marks of deleted keys when they are many.
void set_compact(Heap& heap, SetObject* set);
// Gives `set` what `from` has; nobody else uses `from` afterwards.
void set_take_over(Heap& heap, SetObject* set, SetObject* from);

}  // namespace taipan::python
