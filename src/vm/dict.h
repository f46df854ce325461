// vm/dict.h -- insertion-ordered hash tables from values to values.
//
// Room       vm. Hashing and equality of keys that are neither text nor numbers come from the language.
// Tests      tests/unit/vm/dict_test.cpp
//
//   Dict       [ header | live count | keys_version | table ]
//   DictTable  [ header | index size log2, entry words | capacity | used | key, value(, hash) ... | indices ... ]
//
// Entries lie in order of insertion; a deleted entry has an unbound key. The index is open-addressed with 8, 16 or 32
// bits a cell. While all keys are interned-or-plain strings and immediates, whose hash is known without running code,
// an entry is two words (key, value); otherwise three (with the hash). `keys_version` is unique to this state of the
// *key set* and entry positions: it changes when a key is added or removed or the table is rebuilt, not when a value is
// replaced. Inline caches of globals compare it and then read the entry directly.
#pragma once

#include <cstdint>

#include "vm/containers.h"
#include "vm/string.h"

namespace taipan {

class Thread;

struct DictTable : HeapObject {
  uint8_t index_log2;    // index cells = 1 << index_log2
  uint8_t entry_words;   // 2: key, value   3: key, value, hash
  uint16_t unused;
  uint32_t capacity;     // entries that fit
  uint32_t used;         // entries in use, deleted ones included
  uint32_t deleted_marks;
  Value entries[0];
  Value* entry(uint32_t i) { return entries + size_t(i) * entry_words; }
};

struct Dict : HeapObject {
  int64_t count;          // live entries
  uint64_t keys_version;
  DictTable* table;       // null while empty
  Value extra;            // free for the language (for example the owner of an attribute dict)
  int64_t length() const { return count; }
};

Dict* new_dict(Heap& heap, int64_t expected = 0);

// Text and immediates: no code of the language runs, nothing is raised.
Value dict_get(const Dict* dict, const String* key);               // unbound if absent
int64_t dict_find(const Dict* dict, const String* key);            // entry position, or -1
void dict_set(Heap& heap, Dict* dict, String* key, Value value);
bool dict_delete(Heap& heap, Dict* dict, const String* key);       // false if absent
Value dict_get_interned(const Dict* dict, const String* key);      // fast when keys are interned; correct for all

// Any key: may run code (hash, equality) and raise.
Value dict_get(Thread& thread, Dict* dict, Value key);             // unbound if absent; raised on error
Status dict_set(Thread& thread, Dict* dict, Value key, Value value);
Result<bool> dict_delete(Thread& thread, Dict* dict, Value key);
// Takes the entry away: its value, unbound if absent; `stored` gets the key that was in the dict.
Value dict_pop(Thread& thread, Dict* dict, Value key, Value* stored = nullptr);
// The value of `key`, after adding `value` if it was absent.
Value dict_set_default(Thread& thread, Dict* dict, Value key, Value value);
// The same with the key's hash at hand.
Value dict_get_with_hash(Thread& thread, Dict* dict, Value key, uint64_t hash);
Status dict_set_with_hash(Thread& thread, Dict* dict, Value key, uint64_t hash, Value value);
void dict_clear(Heap& heap, Dict* dict);
Dict* dict_copy(Heap& heap, Dict* dict);  // a plain dict with the same entries

// Iteration by position: `for (uint32_t i = 0; dict_next(dict, i, key, value);)`. Robust against changes meanwhile: may
// then skip or repeat entries, never fault. `i` is left behind the entry returned.
bool dict_next(const Dict* dict, uint32_t& i, Value& key, Value& value);
bool dict_previous(const Dict* dict, int64_t& i, Value& key, Value& value);  // start with i = -1 for the last
uint64_t dict_entry_hash(Thread& thread, const Dict* dict, uint32_t position);
inline Value* dict_entry_value(Dict* dict, int64_t position) { return dict->table->entry(uint32_t(position)) + 1; }

uint64_t new_keys_version();

}  // namespace taipan
