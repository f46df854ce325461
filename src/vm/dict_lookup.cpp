// vm/dict_lookup.cpp -- dicts with keys of any kind: hashing and comparing them may run code of the language.
//
// Room       vm.
// Tests      tests/unit/vm/dict_hostile_test.cpp
//
// That code may do anything to the dict meanwhile. After each call into the language the search looks whether the dict has
// the same table in the same state of keys (by version, before it touches the table again, which may be freed), and starts
// again if not. Nothing is kept across such a call but the key, its hash and the dict.
#include "gc/heap.h"
#include "vm/dict_private.h"
#include "vm/thread.h"

namespace taipan {

namespace {

Result<uint64_t> hash_key(Thread& thread, Value key) {
  if (is_plain_key(key)) return plain_hash(key);
  return thread.language().hash(thread, key);
}

enum class Step : uint8_t { Found, Absent, AskLanguage };

struct Search {
  Step step;
  Found found;  // of AskLanguage: the candidate
};

// Continues `sequence` up to the next cell that decides, or that only the language can decide.
Search search_cells(const DictTable* table, Value key, uint64_t hash, bool plain, ProbeSequence& sequence,
                    size_t& reusable) {
  return with_index(table, [&](const auto* cells) -> Search {
    using Cell = std::remove_cvref_t<decltype(*cells)>;
    for (;; sequence.next()) {
      const Cell cell = cells[sequence.cell()];
      if (cell == 0) return {Step::Absent, {-1, reusable != SIZE_MAX ? reusable : sequence.cell()}};
      if (cell == kDeletedCell<Cell>) {
        if (reusable == SIZE_MAX) reusable = sequence.cell();
        continue;
      }
      const auto position = uint32_t(cell - 1);
      const Value candidate = table->entries[size_t(position) * table->entry_words];
      const Found here{position, sequence.cell()};
      if (candidate == key) return {Step::Found, here};
      if (entry_hash(table, position) != hash) continue;
      if (!plain || !is_plain_key(candidate)) return {Step::AskLanguage, here};
      if (plain_equal(candidate, key)) return {Step::Found, here};
    }
  });
}

Result<Found> find_by_code(Thread& thread, Dict* dict, Value key, uint64_t hash) {
  const bool plain = is_plain_key(key);
restart:
  if (dict->table == nullptr) return Found{-1, 0};
  const uint64_t version = dict->keys_version;
  ProbeSequence sequence(dict->table, hash);
  size_t reusable = SIZE_MAX;
  for (;;) {
    const Search search = search_cells(dict->table, key, hash, plain, sequence, reusable);
    if (search.step != Step::AskLanguage) return search.found;
    const Value candidate = dict->table->entry(uint32_t(search.found.entry))[0];
    const bool same = TRY(thread.language().equal(thread, candidate, key));
    if (dict->keys_version != version) goto restart;
    if (same) return search.found;
    sequence.next();
  }
}

// Where the key is. After success no code has run since the answer was found.
Result<Found> find(Thread& thread, Dict* dict, Value key, uint64_t hash) {
  const DictTable* table = dict->table;
  if (table == nullptr) return Found{-1, 0};
  if (table->entry_words == 2 && is_plain_key(key)) return find_plain(table, key, hash);
  return find_by_code(thread, dict, key, hash);
}

}  // namespace

Value dict_get_with_hash(Thread& thread, Dict* dict, Value key, uint64_t hash) {
  if (dict->count == 0) return Value::unbound();
  const Found found = TRY(find(thread, dict, key, hash));
  return found.present() ? dict->table->entry(uint32_t(found.entry))[1] : Value::unbound();
}

Status dict_set_with_hash(Thread& thread, Dict* dict, Value key, uint64_t hash, Value value) {
  if (dict->table == nullptr) {
    insert_new(thread.heap(), dict, key, value, hash);
    return ok_status();
  }
  const Found found = TRY(find(thread, dict, key, hash));
  if (found.present()) {
    set_entry_value(thread.heap(), dict->table, found.entry, value);
  } else {
    insert_new(thread.heap(), dict, key, value, hash, found);
  }
  return ok_status();
}

Value dict_get(Thread& thread, Dict* dict, Value key) {
  return dict_get_with_hash(thread, dict, key, TRY(hash_key(thread, key)));
}

Status dict_set(Thread& thread, Dict* dict, Value key, Value value) {
  return dict_set_with_hash(thread, dict, key, TRY(hash_key(thread, key)), value);
}

Value dict_pop(Thread& thread, Dict* dict, Value key) {
  const uint64_t hash = TRY(hash_key(thread, key));
  const Found found = TRY(find(thread, dict, key, hash));
  if (!found.present()) return Value::unbound();
  const Value value = dict->table->entry(uint32_t(found.entry))[1];
  remove_entry(dict, found);
  return value;
}

Result<bool> dict_delete(Thread& thread, Dict* dict, Value key) {
  const uint64_t hash = TRY(hash_key(thread, key));
  const Found found = TRY(find(thread, dict, key, hash));
  if (found.present()) remove_entry(dict, found);
  return found.present();
}

Value dict_set_default(Thread& thread, Dict* dict, Value key, Value value) {
  const uint64_t hash = TRY(hash_key(thread, key));
  const Found found = TRY(find(thread, dict, key, hash));
  if (found.present()) return dict->table->entry(uint32_t(found.entry))[1];
  if (dict->table == nullptr) {
    insert_new(thread.heap(), dict, key, value, hash);
  } else {
    insert_new(thread.heap(), dict, key, value, hash, found);
  }
  return value;
}

}  // namespace taipan
