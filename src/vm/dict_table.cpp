// vm/dict_table.cpp -- the table of a dict: how it is made, grows, is compacted and forgets entries.
//
// Room       vm. Runs no code of the language.
// Tests      tests/unit/vm/dict_test.cpp
//
// Growth. A full table is replaced by one with room for half as many entries again (3/8 in the middle, 1/4 when it is
// large); its index is the smallest power of two of which the entries take at most 2/3. When a quarter of the entries
// or more are deleted ones the table is compacted instead. Large tables are resized in place: the heap mostly needs no
// copy for that, so small steps cost little there.
//
// Deletion leaves a hole, an entry whose key is unbound. Holes at the end are given back at once, so taking from the
// end is cheap for ever. Holes at the start are skipped by a hint: when entry 0 is a hole, its value is the integer
// position below which all are holes, so that taking from the start is cheap as well.
#include <algorithm>

#include "gc/heap.h"
#include "vm/dict_private.h"

namespace taipan {

namespace {

constexpr size_t kLargeBytes = 8192;
constexpr uint32_t kFirstCapacity = 5;
constexpr uint32_t kMaximumCapacity = 0xFFFF'FFF0;

uint64_t g_last_keys_version = 0;

uint8_t index_log2_for(uint32_t capacity) {
  uint8_t log2 = 3;
  while ((uint64_t{1} << log2) * 2 < uint64_t{capacity} * 3)
    ++log2;
  return log2;
}

uint32_t grown_capacity(int64_t count) {
  const auto present = uint64_t(count);
  const uint64_t wanted = present + (present < 64 ? present / 2 + 2 : present < 512 ? present * 3 / 8 : present / 4);
  VM_CHECK(wanted <= kMaximumCapacity, "a dict has less than 2^32 entries");
  return uint32_t(std::max<uint64_t>(wanted, kFirstCapacity));
}

bool has_room(const DictTable* table, int64_t count) {
  const uint64_t cells = uint64_t{1} << table->index_log2;
  return table->used < table->capacity && uint64_t(count) + table->deleted_marks < cells - cells / 8;
}

void describe_table(DictTable* table, uint32_t capacity, uint8_t entry_words) {
  table->index_log2 = index_log2_for(capacity);
  table->entry_words = entry_words;
  table->capacity = capacity;
}

size_t bytes_for(uint32_t capacity, uint8_t entry_words) {
  return sizeof(DictTable) + size_t(capacity) * entry_words * sizeof(Value) +
         (size_t{1} << (index_log2_for(capacity) + cell_log2(capacity)));
}

DictTable* allocate_table(Heap& heap, uint32_t capacity, uint8_t entry_words) {
  const size_t bytes = bytes_for(capacity, entry_words);
  auto* table = heap.allocate_as<DictTable>(well_known_shape(WellKnownShape::DictTable), bytes);
  describe_table(table, capacity, entry_words);
  return table;
}

// Fills an index that is all zero. Cells lie all over a large index: they are fetched a batch ahead, and so are the
// keys whose hashes are to be read.
void fill_index(DictTable* table) {
  table->deleted_marks = 0;
  with_index(table, [table](auto* cells) {
    using Cell = std::remove_cvref_t<decltype(*cells)>;
    const size_t mask = (size_t{1} << table->index_log2) - 1;
    const bool reads_keys = table->entry_words == 2;
    constexpr uint32_t kBatch = 16;
    uint64_t hashes[kBatch];
    for (uint32_t start = 0; start < table->used; start += kBatch) {
      const uint32_t count = std::min<uint32_t>(kBatch, table->used - start);
      if (reads_keys) {
        const uint32_t ahead = std::min(start + 2 * kBatch, table->used);
        for (uint32_t i = start + count; i < ahead; ++i) {
          if (const Value key = table->entries[size_t(i) * 2]; key.is_object()) __builtin_prefetch(key.as_object());
        }
      }
      for (uint32_t i = 0; i < count; ++i) {
        hashes[i] = entry_hash(table, start + i);
        __builtin_prefetch(cells + (hashes[i] & mask), 1);
      }
      for (uint32_t i = 0; i < count; ++i) {
        ProbeSequence sequence(table, hashes[i]);
        while (cells[sequence.cell()] != 0)
          sequence.next();
        cells[sequence.cell()] = Cell(start + i + 1);
      }
    }
  });
}

// Copies the live entries of `from` to the start of `to`, which may be the same table or have longer entries.
void copy_live_entries(DictTable* to, DictTable* from) {
  uint32_t position = 0;
  for (uint32_t i = 0; i < from->used; ++i) {
    const Value* source = from->entry(i);
    if (source[0].is_unbound()) continue;
    const uint64_t hash = to->entry_words == 3 ? entry_hash(from, i) : 0;
    Value* target = to->entry(position++);
    target[0] = source[0];
    target[1] = source[1];
    if (to->entry_words == 3) target[2] = Value::from_bits(hash);
  }
  to->used = position;
}

// The large table of `dict` with another capacity, in place if the heap can do that. Null if it cannot.
DictTable* resize_table(Heap& heap, Dict* dict, uint32_t capacity) {
  DictTable* table = dict->table;
  if (dict->count != table->used || table->deleted_marks != 0) {
    copy_live_entries(table, table);
    heap.write_barrier(table);
    memset(index_of(table), 0, index_bytes(table));
    fill_index(table);
  }
  const size_t old_index_bytes = index_bytes(table);
  const int old_cell_log2 = cell_log2(table->capacity);
  const size_t old_index_offset = size_t(static_cast<char*>(index_of(table)) - reinterpret_cast<char*>(table));
  auto* fresh = static_cast<DictTable*>(
      heap.resize_large(table, dict_table_bytes(table), bytes_for(capacity, table->entry_words)));
  if (fresh == nullptr) return nullptr;
  describe_table(fresh, capacity, fresh->entry_words);
  if (index_bytes(fresh) == old_index_bytes && cell_log2(capacity) == old_cell_log2) {
    memmove(index_of(fresh), reinterpret_cast<char*>(fresh) + old_index_offset, old_index_bytes);
  } else {
    memset(index_of(fresh), 0, index_bytes(fresh));
    fill_index(fresh);
  }
  return fresh;
}

// Gives the dict a table of this capacity and entry size, without holes. All positions may change.
void rebuild(Heap& heap, Dict* dict, uint32_t capacity, uint8_t entry_words) {
  DictTable* old = dict->table;
  DictTable* fresh = nullptr;
  const size_t old_bytes = old != nullptr ? dict_table_bytes(old) : 0;
  if (old != nullptr && old->entry_words == entry_words && old_bytes > kLargeBytes && capacity > old->capacity) {
    fresh = resize_table(heap, dict, capacity);
  }
  if (fresh == nullptr) {
    fresh = allocate_table(heap, capacity, entry_words);
    if (old != nullptr) {
      copy_live_entries(fresh, old);
      const bool same_index =
          dict->count == old->used && old->deleted_marks == 0 && index_bytes(old) == index_bytes(fresh);
      if (same_index && cell_log2(old->capacity) == cell_log2(capacity)) {
        memcpy(index_of(fresh), index_of(old), index_bytes(old));
      } else {
        fill_index(fresh);
      }
      heap.write_barrier(fresh);
      if (old_bytes > kLargeBytes) heap.release_large(old, old_bytes);
    }
  }
  dict->table = fresh;
  dict->keys_version = new_keys_version();
  heap.write_barrier(dict);
}

// Closes the holes of the present table and forgets the marks of deleted cells.
void compact(Heap& heap, Dict* dict) {
  DictTable* table = dict->table;
  copy_live_entries(table, table);
  memset(index_of(table), 0, index_bytes(table));
  fill_index(table);
  dict->keys_version = new_keys_version();
  heap.write_barrier(table);
}

void make_room(Heap& heap, Dict* dict, uint8_t entry_words) {
  const DictTable* table = dict->table;
  if (table == nullptr) return rebuild(heap, dict, kFirstCapacity, entry_words);
  entry_words = std::max(entry_words, table->entry_words);
  const auto count = uint64_t(dict->count);
  const bool sparse = count < uint64_t{table->capacity} / 4;
  const bool holes = count <= uint64_t{table->capacity} * 3 / 4;
  if (entry_words == table->entry_words && holes && !(sparse && table->capacity > 16)) return compact(heap, dict);
  rebuild(heap, dict, has_room(table, dict->count) ? table->capacity : grown_capacity(dict->count), entry_words);
}

void write_entry(Heap& heap, Dict* dict, Value key, Value value, uint64_t hash, size_t cell) {
  DictTable* table = dict->table;
  const uint32_t position = table->used++;
  Value* entry = table->entry(position);
  entry[0] = key;
  entry[1] = value;
  if (table->entry_words == 3) entry[2] = Value::from_bits(hash);
  with_index(table, [=](auto* cells) {
    using Cell = std::remove_cvref_t<decltype(*cells)>;
    if (cells[cell] == kDeletedCell<Cell>) --table->deleted_marks;
    cells[cell] = Cell(position + 1);
  });
  ++dict->count;
  dict->keys_version = new_keys_version();
  if (key.is_object() || value.is_object()) write_barrier_entry(heap, table, entry);
}

}  // namespace

uint64_t new_keys_version() {
  return ++g_last_keys_version;
}

void insert_new(Heap& heap, Dict* dict, Value key, Value value, uint64_t hash, const Found& found) {
  const DictTable* table = dict->table;
  if (table == nullptr || !has_room(table, dict->count) || (table->entry_words == 2 && !is_plain_key(key))) {
    return insert_new(heap, dict, key, value, hash);
  }
  write_entry(heap, dict, key, value, hash, found.cell);
}

void insert_new(Heap& heap, Dict* dict, Value key, Value value, uint64_t hash) {
  const uint8_t entry_words = is_plain_key(key) ? 2 : 3;
  const DictTable* table = dict->table;
  if (table == nullptr || !has_room(table, dict->count) || table->entry_words < entry_words) {
    make_room(heap, dict, entry_words);
  }
  table = dict->table;
  const size_t cell = with_index(table, [&](const auto* cells) {
    ProbeSequence sequence(table, hash);
    while (cells[sequence.cell()] != 0)
      sequence.next();
    return sequence.cell();
  });
  write_entry(heap, dict, key, value, hash, cell);
}

void remove_entry(Dict* dict, const Found& found) {
  DictTable* table = dict->table;
  with_index(table, [&](auto* cells) { cells[found.cell] = kDeletedCell<std::remove_cvref_t<decltype(*cells)>>; });
  ++table->deleted_marks;
  const auto position = uint32_t(found.entry);
  Value* entry = table->entry(position);
  entry[0] = Value::unbound();
  entry[1] = position == 0 ? Value::integer(1) : Value::unbound();
  --dict->count;
  dict->keys_version = new_keys_version();
}

Dict* new_dict(Heap& heap, int64_t expected) {
  auto* dict = heap.allocate_as<Dict>(well_known_shape(WellKnownShape::Dict));
  dict->keys_version = new_keys_version();
  if (expected > 0) {
    VM_CHECK(expected <= kMaximumCapacity, "a dict has less than 2^32 entries");
    rebuild(heap, dict, std::max(uint32_t(expected), kFirstCapacity), 2);
  }
  return dict;
}

void dict_clear(Heap& heap, Dict* dict) {
  DictTable* table = dict->table;
  dict->table = nullptr;
  dict->count = 0;
  dict->keys_version = new_keys_version();
  if (table == nullptr) return;
  if (const size_t bytes = dict_table_bytes(table); bytes > kLargeBytes) heap.release_large(table, bytes);
}

Dict* dict_copy(Heap& heap, Dict* dict) {
  Dict* copy = new_dict(heap);
  if (dict->count == 0) return copy;
  DictTable* table = dict->table;
  const bool dense = dict->count == table->used && table->capacity <= dict->count * 3 / 2 + 4;
  DictTable* fresh = allocate_table(heap, dense ? table->capacity : uint32_t(dict->count), table->entry_words);
  if (dense) {
    // Same capacity, same index: everything behind the header can be copied as it is.
    memcpy(static_cast<void*>(fresh->entries), table->entries, dict_table_bytes(table) - sizeof(DictTable));
    fresh->used = table->used;
    fresh->deleted_marks = table->deleted_marks;
  } else {
    copy_live_entries(fresh, table);
    fill_index(fresh);
  }
  heap.write_barrier(fresh);
  copy->table = fresh;
  copy->count = dict->count;
  copy->keys_version = new_keys_version();
  heap.write_barrier(copy);
  return copy;
}

}  // namespace taipan
