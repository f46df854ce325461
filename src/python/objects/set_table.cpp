// python/objects/set_table.cpp -- the hash table of sets: probing, growth, merging.
//
// Room       python/objects; the contract is in set.h.
// Tests      tests/python/objects/set_order_*.py, sets_hostile_*.py
//
// The order of iteration is the order of the table, so the rules here are those of CPython, to the last detail:
//   probing     from hash & mask, a run of nine further entries if they fit below the end, then i = 5i + 1 + perturb
//   insertion   into the last deleted entry seen on the way to the first unused one
//   growth      when 5 * fill >= 3 * mask, to the first power of two above 4 * used (2 * used when there are 50,000)
//   merging     a set into an empty one of equal capacity copies the table; other merges grow at once, for both
// Comparing keys may run code that changes the set. After each comparison the search looks whether the table is what
// it was, and starts again if not.
#include "python/objects/set.h"
#include "vm/plain_keys.h"

namespace taipan::python {

namespace {

constexpr int64_t kMinimumCapacity = 8;
constexpr uint64_t kLinearProbes = 9;
constexpr int kPerturbShift = 5;

size_t table_size(const HeapObject* object) {
  return sizeof(SetTable) + size_t(static_cast<const SetTable*>(object)->capacity) * sizeof(SetEntry);
}
void trace_table(HeapObject* object, Tracer& tracer) {
  auto* table = static_cast<SetTable*>(object);
  for (int64_t i = 0; i < table->capacity; i++) tracer.visit_value(table->entries[i].key.bits());
}
// The entries whose keys lie in the range.
void trace_table_range(HeapObject* object, uintptr_t begin, uintptr_t end, Tracer& tracer) {
  auto* table = static_cast<SetTable*>(object);
  const auto entries = reinterpret_cast<uintptr_t>(table->entries);
  for (uint64_t i = begin > entries ? (begin - entries) / sizeof(SetEntry) : 0; i < uint64_t(table->capacity); i++) {
    if (entries + i * sizeof(SetEntry) >= end) return;
    tracer.visit_value(table->entries[i].key.bits());
  }
}
const Layout kTableLayout = {.name = "set table", .size = &table_size, .trace = &trace_table, .trace_range = &trace_table_range};

Shape* table_shape(Heap& heap) {
  static Shape* shape = nullptr;
  if (!shape) {
    ShapeInit init;
    init.layout = &kTableLayout;
    init.kind = kind(PythonKind::Other);
    init.flags = Shape::kVariableSize;
    init.native_size = sizeof(SetTable);
    shape = make_root_shape(heap, init);
    heap.add_root_values(reinterpret_cast<const uint64_t*>(&shape), 1);
  }
  return shape;
}

SetTable* new_table(Heap& heap, int64_t capacity) {
  auto* table = static_cast<SetTable*>(heap.try_allocate(table_shape(heap), sizeof(SetTable) + size_t(capacity) * sizeof(SetEntry)));
  if (table) table->capacity = capacity;
  return table;
}

uint64_t mask_of(const SetObject* set) { return uint64_t(set->table ? set->table->capacity : kMinimumCapacity) - 1; }
bool is_unused(const SetEntry& entry) { return entry.key.is_unbound(); }

// Visits entries in the order of probing, until visit(entry) is true.
template <class Visit>
void probe(SetTable* table, uint64_t hash, Visit&& visit) {
  const uint64_t mask = uint64_t(table->capacity) - 1;
  uint64_t perturb = hash, i = hash & mask;
  for (;;) {
    const uint64_t last = i + kLinearProbes <= mask ? i + kLinearProbes : i;
    for (uint64_t at = i; at <= last; at++) {
      if (visit(table->entries[at])) return;
    }
    perturb >>= kPerturbShift;
    i = (i * 5 + 1 + perturb) & mask;
  }
}

void insert_clean(SetTable* table, Value key, uint64_t hash) {
  probe(table, hash, [&](SetEntry& entry) {
    if (!is_unused(entry)) return false;
    entry = {key, hash};
    return true;
  });
}

Status resize(Thread& thread, SetObject* set, int64_t minimum) {
  int64_t capacity = kMinimumCapacity;
  while (capacity <= minimum) capacity *= 2;
  Heap& heap = thread.heap();
  SetTable* table = new_table(heap, capacity);
  if (!table) return raise_memory_error(thread);
  if (set->table) {
    for (int64_t i = 0; i < set->table->capacity; i++) {
      const SetEntry& entry = set->table->entries[i];
      if (entry.is_live()) insert_clean(table, entry.key, entry.hash);
    }
  }
  set->table = table;
  set->fill = set->used;
  heap.write_barrier(set);
  heap.write_barrier(table);
  return ok_status();
}

int64_t grown(const SetObject* set) { return set->used > 50000 ? set->used * 2 : set->used * 4; }

struct Place {
  SetEntry* found = nullptr;   // the entry with an equal key
  SetEntry* target = nullptr;  // otherwise where the key would go
  bool deleted = false;        // the target is a deleted entry
  bool raised = false;
};

// The table must exist. No code has run since the answer was found.
Place find(Thread& thread, SetObject* set, Value key, uint64_t hash) {
  const bool plain = is_plain_key(key);
restart:
  SetTable* table = set->table;
  const uint32_t version = set->version;
  Place place;
  bool changed = false;
  probe(table, hash, [&](SetEntry& entry) {
    if (is_unused(entry)) {
      if (!place.target) place.target = &entry;
      return true;
    }
    if (entry.key.is_missing()) {
      place.target = &entry;
      place.deleted = true;
      return false;
    }
    if (entry.hash != hash) return false;
    if (entry.key == key) {
      place.found = &entry;
      return true;
    }
    const Value candidate = entry.key;
    if (plain && is_plain_key(candidate)) {
      if (!plain_equal(candidate, key)) return false;
      place.found = &entry;
      return true;
    }
    Result<bool> same = equal(thread, candidate, key);
    if (!same.ok()) {
      place.raised = true;
      return true;
    }
    if (set->table != table || set->version != version) {
      changed = true;
      return true;
    }
    if (same.value()) place.found = &entry;
    return same.value();
  });
  if (!changed) return place;
  if (!set->table) return Place{};
  goto restart;
}

Status ensure_table(Thread& thread, SetObject* set) { return set->table ? ok_status() : resize(thread, set, 0); }

Status merge(Thread& thread, SetObject* set, SetObject* other) {
  if (set == other || other->used == 0) return ok_status();
  Heap& heap = thread.heap();
  if (uint64_t(set->fill + other->used) * 5 >= mask_of(set) * 3) {
    TRY(resize(thread, set, (set->used + other->used) * 2));
  }
  TRY(ensure_table(thread, set));
  if (set->fill == 0) {
    SetTable* table = set->table;
    if (table->capacity == other->table->capacity && other->fill == other->used) {
      memcpy(static_cast<void*>(table->entries), other->table->entries, size_t(table->capacity) * sizeof(SetEntry));
    } else {
      for (int64_t i = 0; i < other->table->capacity; i++) {
        const SetEntry& entry = other->table->entries[i];
        if (entry.is_live()) insert_clean(table, entry.key, entry.hash);
      }
    }
    set->used = set->fill = other->used;
    set->version++;
    heap.write_barrier(table);
    return ok_status();
  }
  SetEntry entry;
  for (int64_t i = 0; set_next_entry(other, i, entry);) TRY(set_add_with_hash(thread, set, entry.key, entry.hash));
  return ok_status();
}

}  // namespace

SetObject* new_set(Heap& heap, TypeId type) { return heap.allocate_as<SetObject>(exact_shape(type)); }

Result<uint64_t> set_key_hash(Thread& thread, Value key) {
  if (is_plain_key(key)) return plain_hash(key);
  return hash(thread, key);
}

bool set_next_entry(const SetObject* set, int64_t& position, SetEntry& entry) {
  const SetTable* table = set->table;
  if (!table) return false;
  while (position < table->capacity) {
    const SetEntry& at = table->entries[position++];
    if (!at.is_live()) continue;
    entry = at;
    return true;
  }
  return false;
}
bool set_next(const SetObject* set, int64_t& position, Value& key) {
  SetEntry entry;
  if (!set_next_entry(set, position, entry)) return false;
  key = entry.key;
  return true;
}

Status set_add_with_hash(Thread& thread, SetObject* set, Value key, uint64_t hash) {
  TRY(ensure_table(thread, set));
  for (;;) {
    const Place place = find(thread, set, key, hash);
    if (place.raised) return Raised{};
    if (place.found) return ok_status();
    if (!place.target) {  // emptied by a comparison
      TRY(ensure_table(thread, set));
      continue;
    }
    *place.target = {key, hash};
    thread.heap().write_barrier_slot(set->table, place.target);
    set->used++;
    set->version++;
    if (place.deleted) return ok_status();
    set->fill++;
    if (uint64_t(set->fill) * 5 < mask_of(set) * 3) return ok_status();
    return resize(thread, set, grown(set));
  }
}
Status set_add(Thread& thread, SetObject* set, Value key) { return set_add_with_hash(thread, set, key, TRY(set_key_hash(thread, key))); }

Result<bool> set_contains_with_hash(Thread& thread, SetObject* set, Value key, uint64_t hash) {
  if (!set->table) return false;
  const Place place = find(thread, set, key, hash);
  if (place.raised) return Raised{};
  return place.found != nullptr;
}
Result<bool> set_contains(Thread& thread, SetObject* set, Value key) {
  return set_contains_with_hash(thread, set, key, TRY(set_key_hash(thread, key)));
}

Result<bool> set_discard_with_hash(Thread& thread, SetObject* set, Value key, uint64_t hash) {
  if (!set->table) return false;
  const Place place = find(thread, set, key, hash);
  if (place.raised) return Raised{};
  if (!place.found) return false;
  *place.found = {Value::missing(), uint64_t(-1)};
  set->used--;
  set->version++;
  return true;
}
Result<bool> set_discard(Thread& thread, SetObject* set, Value key) {
  return set_discard_with_hash(thread, set, key, TRY(set_key_hash(thread, key)));
}

void set_clear(SetObject* set) {
  set->table = nullptr;
  set->used = set->fill = 0;
  set->version++;
}

Value set_pop(SetObject* set) {
  if (set->used == 0) return Value::unbound();
  SetTable* table = set->table;
  int64_t i = set->finger & (table->capacity - 1);
  while (!table->entries[i].is_live()) i = i + 1 < table->capacity ? i + 1 : 0;
  const Value key = table->entries[i].key;
  table->entries[i] = {Value::missing(), uint64_t(-1)};
  set->used--;
  set->version++;
  set->finger = i + 1;
  return key;
}

void set_compact(Heap&, SetObject* set) {
  if (!set->table || uint64_t(set->fill - set->used) <= mask_of(set) / 4) return;
  (void)resize(*current_thread(), set, grown(set)).ok();
}

void set_take_over(Heap& heap, SetObject* set, SetObject* from) {
  set->table = from->table;
  set->used = from->used;
  set->fill = from->fill;
  set->version++;
  heap.write_barrier(set);
}

Status set_update(Thread& thread, SetObject* set, Value iterable) {
  if (is_set(iterable)) return merge(thread, set, iterable.as<SetObject>());
  if (is_exact_dict(iterable)) {
    Dict* dict = iterable.as<Dict>();
    if (uint64_t(set->fill + dict->length()) * 5 >= mask_of(set) * 3) {
      TRY(resize(thread, set, (set->used + dict->length()) * 2));
    }
    Value key, value;
    for (uint32_t i = 0; dict_next(dict, i, key, value);) {
      TRY(set_add_with_hash(thread, set, key, dict_entry_hash(thread, dict, i - 1)));
    }
    return ok_status();
  }
  return for_each(thread, iterable, [&](Value key) { return set_add(thread, set, key).ok(); });
}

Value frozenset_from(Thread& thread, std::span<const Value> values) {
  SetObject* set = new_set(thread.heap(), TypeId::FrozenSet);
  for (Value v : values) TRY(set_add(thread, set, v));
  return Value(set);
}

}  // namespace taipan::python
