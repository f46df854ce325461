// vm/dict.cpp -- dicts with plain keys, and iteration: no code of the language runs here.
//
// Room       vm. Keys of all kinds are in dict_lookup.cpp, tables in dict_table.cpp.
// Tests      tests/unit/vm/dict_test.cpp
#include "gc/heap.h"
#include "vm/dict_private.h"

namespace taipan {

namespace {

bool is_same_text(Value candidate, const String* key, uint64_t hash) {
  if (!is_exact_string(candidate)) return false;
  const auto* s = candidate.as<String>();
  return s->hash_ == hash && equal(s, key);
}

// The hash may have to be computed.
String* mutable_string(const String* key) {
  return const_cast<String*>(key);
}

}  // namespace

Found find_string(const DictTable* table, const String* key, uint64_t h) {
  const Value wanted(key);
  if (table->entry_words == 2) {
    return probe(table, h, [=](uint32_t i) {
      const Value candidate = table->entries[size_t(i) * 2];
      return candidate == wanted || is_same_text(candidate, key, h);
    });
  }
  return probe(table, h, [=](uint32_t i) {
    const Value* entry = table->entries + size_t(i) * 3;
    return entry[0] == wanted || (entry[2].bits() == h && is_same_text(entry[0], key, h));
  });
}

Found find_plain(const DictTable* table, Value key, uint64_t h) {
  if (is_exact_string(key)) return find_string(table, key.as<String>(), h);
  if (table->entry_words == 2) {
    return probe(table, h, [=](uint32_t i) { return plain_equal(table->entries[size_t(i) * 2], key); });
  }
  return probe(table, h, [=](uint32_t i) {
    const Value* entry = table->entries + size_t(i) * 3;
    return entry[0] == key || (entry[2].bits() == h && is_plain_key(entry[0]) && plain_equal(entry[0], key));
  });
}

int64_t dict_find(const Dict* dict, const String* key) {
  if (dict->count == 0) return -1;
  return find_string(dict->table, key, hash(mutable_string(key))).entry;
}

Value dict_get(const Dict* dict, const String* key) {
  const int64_t position = dict_find(dict, key);
  return position < 0 ? Value::unbound() : dict->table->entry(uint32_t(position))[1];
}

Value dict_get_interned(const Dict* dict, const String* key) {
  if (dict->count == 0) return Value::unbound();
  const uint64_t h = hash(mutable_string(key));
  int64_t position = find_at_first_cell(dict->table, Value(key), h);
  if (position < 0) position = find_string(dict->table, key, h).entry;
  return position < 0 ? Value::unbound() : dict->table->entry(uint32_t(position))[1];
}

void dict_set(Heap& heap, Dict* dict, String* key, Value value) {
  VM_ASSERT(is_exact_string(key), "instances of subclasses of text are not plain keys");
  const uint64_t h = hash(key);
  if (dict->table == nullptr) return insert_new(heap, dict, key, value, h);
  const Found found = find_string(dict->table, key, h);
  if (found.present()) return set_entry_value(heap, dict->table, found.entry, value);
  insert_new(heap, dict, key, value, h, found);
}

bool dict_delete(Heap&, Dict* dict, const String* key) {
  if (dict->count == 0) return false;
  const Found found = find_string(dict->table, key, hash(mutable_string(key)));
  if (!found.present()) return false;
  remove_entry(dict, found);
  return true;
}

bool dict_next(const Dict* dict, uint32_t& i, Value& key, Value& value) {
  DictTable* table = dict->table;
  if (table == nullptr || i >= table->used) return false;
  // A hole at position 0 says how far the holes go; what is found is noted there for the next time.
  const bool from_hole = i == 0 && table->entries[0].is_unbound();
  if (from_hole) i = uint32_t(table->entries[1].as_int());
  for (; i < table->used; ++i) {
    const Value* entry = table->entry(i);
    if (entry[0].is_unbound()) continue;
    if (from_hole) table->entries[1] = Value::integer(i);
    key = entry[0];
    value = entry[1];
    ++i;
    return true;
  }
  return false;
}

bool dict_previous(const Dict* dict, int64_t& i, Value& key, Value& value) {
  DictTable* table = dict->table;
  if (table == nullptr) return false;
  int64_t position = i < 0 || i > table->used ? table->used : i;
  while (position > 0) {
    const Value* entry = table->entry(uint32_t(--position));
    if (entry[0].is_unbound()) continue;
    key = entry[0];
    value = entry[1];
    i = position;
    return true;
  }
  i = 0;
  return false;
}

uint64_t dict_entry_hash(Thread&, const Dict* dict, uint32_t position) {
  return entry_hash(dict->table, position);
}

}  // namespace taipan
