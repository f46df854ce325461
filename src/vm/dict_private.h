// vm/dict_private.h -- the index of a dict's table: where its cells are and how they are probed.
//
// Room       vm; included by the dict's own files and by layouts.cpp.
//
// A cell holds 0 when it is empty, the largest number of its width when its entry was deleted, and otherwise the
// entry's position + 1. Its width follows from the capacity. Cells are probed in the order i, 5i + 1 + p, ... where p
// is the hash shifted right five bits more each time: all bits of the hash matter, and consecutive integers meet
// consecutive cells.
//
// At most 2/3 of the cells name an entry. Cells of deleted entries count with the entries, which still take room in the
// table, except after entries were taken from the end; so has_room() looks at both.
#pragma once

#include <cstdint>
#include <type_traits>

#include "vm/dict.h"
#include "vm/plain_keys.h"

namespace taipan {

constexpr uint32_t kMaximumCapacity8 = 253;
constexpr uint32_t kMaximumCapacity16 = 65533;

inline int cell_log2(uint32_t capacity) {
  return capacity <= kMaximumCapacity8 ? 0 : capacity <= kMaximumCapacity16 ? 1 : 2;
}

inline size_t entries_bytes(const DictTable* table) {
  return size_t(table->capacity) * table->entry_words * sizeof(Value);
}
inline size_t index_bytes(const DictTable* table) {
  return size_t{1} << (table->index_log2 + cell_log2(table->capacity));
}
inline size_t dict_table_bytes(const DictTable* table) {
  return sizeof(DictTable) + entries_bytes(table) + index_bytes(table);
}
inline void* index_of(const DictTable* table) {
  return reinterpret_cast<char*>(const_cast<DictTable*>(table)) + sizeof(DictTable) + entries_bytes(table);
}

template <class Cell>
constexpr Cell kDeletedCell = static_cast<Cell>(~Cell{0});

// Calls visit(cells) with a typed pointer to the index.
template <class Visit>
decltype(auto) with_index(const DictTable* table, Visit&& visit) {
  void* cells = index_of(table);
  switch (cell_log2(table->capacity)) {
    case 0:
      return visit(static_cast<uint8_t*>(cells));
    case 1:
      return visit(static_cast<uint16_t*>(cells));
    default:
      return visit(static_cast<uint32_t*>(cells));
  }
}

class ProbeSequence {
 public:
  ProbeSequence(const DictTable* table, uint64_t hash)
      : mask_((size_t{1} << table->index_log2) - 1), rest_(hash), cell_(size_t(hash) & mask_) {}
  size_t cell() const { return cell_; }
  void next() {
    rest_ >>= 5;
    cell_ = (cell_ * 5 + size_t(rest_) + 1) & mask_;
  }

 private:
  const size_t mask_;
  uint64_t rest_;
  size_t cell_;
};

// Where a key is, or where it would go.
struct Found {
  static constexpr int64_t kAbsent = -1;
  static constexpr int64_t kRaised = -2;  // only of searches that run code
  int64_t entry;  // position, or one of these
  size_t cell;    // of the entry; otherwise the cell to use for it
  bool present() const { return entry >= 0; }
  bool raised() const { return entry == kRaised; }
};

// Looks for the entry for which match(position) holds. `match` runs no code of the language.
template <class Match>
Found probe(const DictTable* table, uint64_t hash, Match&& match) {
  return with_index(table, [&](const auto* cells) -> Found {
    using Cell = std::remove_cvref_t<decltype(*cells)>;
    constexpr size_t kNone = SIZE_MAX;
    size_t reusable = kNone;
    for (ProbeSequence sequence(table, hash);; sequence.next()) {
      const Cell cell = cells[sequence.cell()];
      if (cell == 0) return {-1, reusable != kNone ? reusable : sequence.cell()};
      if (cell == kDeletedCell<Cell>) {
        if (reusable == kNone) reusable = sequence.cell();
      } else if (match(uint32_t(cell - 1))) {
        return {int64_t(cell) - 1, sequence.cell()};
      }
    }
  });
}

// The position of `key` if the first cell of its sequence names an entry with this very word as key, else -1, which
// decides nothing. Most searches for present keys end here. Right for keys of all kinds: what is identical is equal.
inline int64_t find_at_first_cell(const DictTable* table, Value key, uint64_t hash) {
  return with_index(table, [=](const auto* cells) -> int64_t {
    using Cell = std::remove_cvref_t<decltype(*cells)>;
    const Cell cell = cells[size_t(hash) & ((size_t{1} << table->index_log2) - 1)];
    // An empty cell becomes the largest position, and a deleted one's is out of range as well.
    const uint32_t position = uint32_t(cell) - 1;
    if (position >= table->used) return -1;
    return table->entries[size_t(position) * table->entry_words] == key ? int64_t(position) : -1;
  });
}

// The hash of an entry in use.
inline uint64_t entry_hash(const DictTable* table, uint32_t position) {
  const Value* entry = table->entries + size_t(position) * table->entry_words;
  return table->entry_words == 3 ? entry[2].bits() : plain_hash(entry[0]);
}

// Finds a plain key. In a table with other keys those are passed over: they might be equal, but only code could tell.
Found find_plain(const DictTable* table, Value key, uint64_t hash);
Found find_string(const DictTable* table, const String* key, uint64_t hash);

// Makes `key` an entry; `found` says where a probe of the present table ended without finding it. The cell is not used
// when the table must change.
void insert_new(Heap& heap, Dict* dict, Value key, Value value, uint64_t hash, const Found& found);
// The same for an empty dict or a table that was not probed.
void insert_new(Heap& heap, Dict* dict, Value key, Value value, uint64_t hash);
// Takes away the entry that was found. Its place is not used again while the table lives: iterators rely on new entries
// coming behind all others. After taking the last entry drop_last_holes() gives the places at the end back.
void remove_entry(Dict* dict, const Found& found);
inline void drop_last_holes(Dict* dict) {
  DictTable* table = dict->table;
  while (table->used > 0 && table->entry(table->used - 1)[0].is_unbound())
    --table->used;
}
// After a store into this entry. Key and value may lie on two cards.
inline void write_barrier_entry(Heap& heap, DictTable* table, const Value* entry) {
  if ((table->gc_bits & kGcUnlogged) == 0) [[likely]]
    return;
  heap.write_barrier_slot(table, entry);
  heap.write_barrier_slot(table, entry + 1);
}
inline void set_entry_value(Heap& heap, DictTable* table, int64_t position, Value value) {
  table->entry(uint32_t(position))[1] = value;
  if (value.is_object()) heap.write_barrier_slot(table, table->entry(uint32_t(position)) + 1);
}

}  // namespace taipan
