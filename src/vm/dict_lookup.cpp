// vm/dict_lookup.cpp -- dicts with keys of any kind: hashing and comparing them may run code of the language.
//
// Room       vm.
// Tests      tests/unit/vm/dict_hostile_test.cpp
//
// That code may do anything to the dict meanwhile. After each call into the language the search looks whether the dict
// has the same table in the same state of keys (by version, before it touches the table again, which may be freed), and
// starts again if not. Nothing is kept across such a call but the key, its hash and the dict.
#include "gc/heap.h"
#include "vm/dict_private.h"
#include "vm/thread.h"

namespace taipan {

namespace {

// Keys whose hash costs nothing: small integers, and exact strings that know theirs.
inline bool has_ready_hash(Value key, uint64_t& hash) {
  if (key.is_int()) {
    hash = hash_small_integer(key.as_int());
    return true;
  }
  if (!is_exact_string(key)) return false;
  hash = key.as<String>()->hash_;
  return hash != 0;
}

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

Found find_by_code(Thread& thread, Dict* dict, Value key, uint64_t hash) {
  const bool plain = is_plain_key(key);
restart:
  if (dict->table == nullptr) return {Found::kAbsent, 0};
  const uint64_t version = dict->keys_version;
  ProbeSequence sequence(dict->table, hash);
  size_t reusable = SIZE_MAX;
  for (;;) {
    const Search search = search_cells(dict->table, key, hash, plain, sequence, reusable);
    if (search.step != Step::AskLanguage) return search.found;
    const Value candidate = dict->table->entry(uint32_t(search.found.entry))[0];
    Result<bool> same = thread.language().equal(thread, candidate, key);
    if (!same.ok()) return {Found::kRaised, 0};
    if (dict->keys_version != version) goto restart;
    if (same.value()) return search.found;
    sequence.next();
  }
}

// Where the key is, unless a comparison raised. Otherwise no code has run since the answer was found.
Found find(Thread& thread, Dict* dict, Value key, uint64_t hash) {
  const DictTable* table = dict->table;
  if (table == nullptr) return {Found::kAbsent, 0};
  if (table->entry_words == 2 && is_plain_key(key)) return find_plain(table, key, hash);
  return find_by_code(thread, dict, key, hash);
}

Value value_at(const Dict* dict, int64_t position) {
  return dict->table->entry(uint32_t(position))[1];
}

}  // namespace

Value dict_get_with_hash(Thread& thread, Dict* dict, Value key, uint64_t hash) {
  if (dict->count == 0) return Value::unbound();
  const Found found = find(thread, dict, key, hash);
  if (found.raised()) return Raised{};
  return found.present() ? value_at(dict, found.entry) : Value::unbound();
}

Status dict_set_with_hash(Thread& thread, Dict* dict, Value key, uint64_t hash, Value value) {
  const Found found = find(thread, dict, key, hash);
  if (found.raised()) return Raised{};
  if (found.present()) {
    set_entry_value(thread.heap(), dict->table, found.entry, value);
  } else {
    insert_new(thread.heap(), dict, key, value, hash, found);
  }
  return ok_status();
}

Value dict_get(Thread& thread, Dict* dict, Value key) {
  uint64_t hash;
  if (has_ready_hash(key, hash)) {
    const DictTable* table = dict->table;
    if (table == nullptr) return Value::unbound();
    if (const int64_t position = find_at_first_cell(table, key, hash); position >= 0) return value_at(dict, position);
  } else {
    hash = TRY(hash_key(thread, key));
  }
  return dict_get_with_hash(thread, dict, key, hash);
}

Status dict_set(Thread& thread, Dict* dict, Value key, Value value) {
  uint64_t hash;
  if (has_ready_hash(key, hash)) {
    DictTable* table = dict->table;
    const int64_t position = table == nullptr ? -1 : find_at_first_cell(table, key, hash);
    if (position >= 0) {
      set_entry_value(thread.heap(), table, position, value);
      return ok_status();
    }
  } else {
    hash = TRY(hash_key(thread, key));
  }
  return dict_set_with_hash(thread, dict, key, hash, value);
}

Value dict_pop(Thread& thread, Dict* dict, Value key, Value* stored) {
  const uint64_t hash = TRY(hash_key(thread, key));
  const Found found = find(thread, dict, key, hash);
  if (found.raised()) return Raised{};
  if (!found.present()) return Value::unbound();
  const Value value = value_at(dict, found.entry);
  if (stored) *stored = dict->table->entry(uint32_t(found.entry))[0];
  remove_entry(dict, found);
  return value;
}

Result<bool> dict_delete(Thread& thread, Dict* dict, Value key) {
  const uint64_t hash = TRY(hash_key(thread, key));
  const Found found = find(thread, dict, key, hash);
  if (found.raised()) return Raised{};
  if (found.present()) remove_entry(dict, found);
  return found.present();
}

Value dict_set_default(Thread& thread, Dict* dict, Value key, Value value) {
  const uint64_t hash = TRY(hash_key(thread, key));
  const Found found = find(thread, dict, key, hash);
  if (found.raised()) return Raised{};
  if (found.present()) return value_at(dict, found.entry);
  insert_new(thread.heap(), dict, key, value, hash, found);
  return value;
}

}  // namespace taipan
