// python/compiler/names.cpp -- interning of identifiers.
//
// Room       python/compiler. The contract is in names.h.
// Tests      tests/golden/compiler/
#include "python/compiler/names.h"

#include <cstring>

namespace taipan::python::compiler {

namespace {

uint32_t hash_of(std::string_view text) {
  uint32_t hash = 2166136261u;
  for (const char c : text)
    hash = (hash ^ static_cast<uint8_t>(c)) * 16777619u;
  return hash ^ (hash >> 15);
}

}  // namespace

NameTable::NameTable(Arena& arena) : arena_(arena), capacity_(256) {
  table_ = arena.allocate_array<Name*>(capacity_);
  hashes_ = arena.allocate_array<uint32_t>(capacity_);
  std::memset(table_, 0, capacity_ * sizeof(Name*));
}

Name* NameTable::intern(std::string_view text) {
  const auto address = reinterpret_cast<uintptr_t>(text.data());
  Recent& recent = recent_[((address >> 3) ^ (address >> 12)) % kRecentCount];
  if (recent.data == text.data() && recent.size == text.size()) return recent.name;
  Name* name = intern_slowly(text);
  recent = {text.data(), text.size(), name};
  return name;
}

Name* NameTable::intern_slowly(std::string_view text) {
  const uint32_t hash = hash_of(text);
  uint32_t slot = hash & (capacity_ - 1);
  for (; table_[slot] != nullptr; slot = (slot + 1) & (capacity_ - 1)) {
    if (hashes_[slot] == hash && table_[slot]->text == text) return table_[slot];
  }
  Name* name = arena_.make<Name>(text, count_);
  table_[slot] = name;
  hashes_[slot] = hash;
  if (++count_ * 2 > capacity_) grow();
  return name;
}

void NameTable::grow() {
  Name** old_table = table_;
  const uint32_t* old_hashes = hashes_;
  const uint32_t old_capacity = capacity_;
  capacity_ *= 4;
  table_ = arena_.allocate_array<Name*>(capacity_);
  hashes_ = arena_.allocate_array<uint32_t>(capacity_);
  std::memset(table_, 0, capacity_ * sizeof(Name*));
  for (uint32_t i = 0; i < old_capacity; ++i) {
    if (old_table[i] == nullptr) continue;
    uint32_t slot = old_hashes[i] & (capacity_ - 1);
    while (table_[slot] != nullptr)
      slot = (slot + 1) & (capacity_ - 1);
    table_[slot] = old_table[i];
    hashes_[slot] = old_hashes[i];
  }
}

Name* NameTable::mangle(const Name* class_name, Name* name) {
  const std::string_view text = name->text;
  if (class_name == nullptr || !text.starts_with("__")) return name;
  // Names that end in two underscores, and dotted ones of imports, stay as they are.
  if (text.ends_with("__") || text.find('.') != std::string_view::npos) return name;
  std::string_view owner = class_name->text;
  while (owner.starts_with('_'))
    owner.remove_prefix(1);
  if (owner.empty()) return name;
  const size_t length = 1 + owner.size() + text.size();
  char* mangled = arena_.allocate_array<char>(length);
  mangled[0] = '_';
  std::memcpy(mangled + 1, owner.data(), owner.size());
  std::memcpy(mangled + 1 + owner.size(), text.data(), text.size());
  return intern_slowly({mangled, length});
}

uint32_t IndexMap::slot_of(uint64_t key) const {
  uint64_t hash = key * 0x9E3779B97F4A7C15u;
  uint32_t slot = static_cast<uint32_t>(hash >> 32) & (capacity_ - 1);
  while (entries_[slot].value != kAbsent && entries_[slot].key != key)
    slot = (slot + 1) & (capacity_ - 1);
  return slot;
}

uint32_t IndexMap::find(uint64_t key) const {
  if (capacity_ <= kLinear) {
    for (uint32_t i = 0; i < count_; ++i) {
      if (entries_[i].key == key) return entries_[i].value;
    }
    return kAbsent;
  }
  return entries_[slot_of(key)].value;
}

void IndexMap::add(Arena& arena, uint64_t key, uint32_t value) {
  if (capacity_ <= kLinear) {
    if (count_ < capacity_) {
      entries_[count_++] = {key, value};
      return;
    }
    if (capacity_ < kLinear) {
      Entry* entries = arena.allocate_array<Entry>(kLinear);
      entries_ = entries;
      capacity_ = kLinear;
      entries_[count_++] = {key, value};
      return;
    }
    rehash(arena, kLinear * 4);
  } else if (count_ * 2 >= capacity_) {
    rehash(arena, capacity_ * 4);
  }
  entries_[slot_of(key)] = {key, value};
  ++count_;
}

void IndexMap::rehash(Arena& arena, uint32_t capacity) {
  const Entry* old_entries = entries_;
  const uint32_t old_capacity = capacity_;
  const bool was_linear = capacity_ <= kLinear;
  entries_ = arena.allocate_array<Entry>(capacity);
  capacity_ = capacity;
  for (uint32_t i = 0; i < capacity; ++i)
    entries_[i] = {0, kAbsent};
  for (uint32_t i = 0; i < (was_linear ? count_ : old_capacity); ++i) {
    if (old_entries[i].value != kAbsent) entries_[slot_of(old_entries[i].key)] = old_entries[i];
  }
}

}  // namespace taipan::python::compiler
