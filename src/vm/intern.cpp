// vm/intern.cpp -- the table of interned strings: one object for each text, so that names compare by address.
//
// Room       vm.
// In / out   intern(). The table is weak: after marking, the collector lets it drop the strings that nobody refers to.
// Tests      tests/unit/vm/intern_test.cpp
//
// Open addressing with linear probing over the strings' own hashes, at most 3/4 full. In a minor collection only
// strings interned since the collection before can be dead, so only those are looked at.
#include <cstdlib>
#include <vector>

#include "base/text/ascii.h"
#include "gc/hooks.h"
#include "vm/string.h"
#include "vm/vm_private.h"
#include "vm/well_known_shapes.h"

namespace taipan {

namespace {

class InternTable {
 public:
  size_t count() const { return count_; }

  // The interned string of this hash for which `same(string)` holds, or null.
  template <class Same>
  String* find(uint64_t hash, Same&& same) const {
    if (capacity_ == 0) return nullptr;
    for (size_t i = hash;; ++i) {
      String* s = cells_[i & (capacity_ - 1)];
      if (s == nullptr) return nullptr;
      if (s != deleted() && s->hash_ == hash && same(s)) return s;
    }
  }

  // `s`, whose hash is computed, is not in the table yet.
  void insert(String* s) {
    if ((count_ + deleted_ + 1) * 4 > capacity_ * 3) rebuild();
    put(s);
    recent_.push_back(s);
  }

  void drop_dead(const LivenessQuery& query) {
    if (query.kind() == CollectionKind::Minor) {
      for (String* s : recent_) {
        if (!query.is_live(s)) remove(s);
      }
    } else {
      for (size_t i = 0; i < capacity_; ++i) {
        String* s = cells_[i];
        if (s != nullptr && s != deleted() && !query.is_live(s)) remove_at(i);
      }
    }
    recent_.clear();
  }

  void clear() {
    std::free(cells_);
    cells_ = nullptr;
    capacity_ = count_ = deleted_ = 0;
    recent_.clear();
  }

 private:
  static String* deleted() { return reinterpret_cast<String*>(uintptr_t{1}); }

  void put(String* s) {
    size_t i = s->hash_;
    while (cells_[i & (capacity_ - 1)] != nullptr)
      ++i;
    cells_[i & (capacity_ - 1)] = s;
    ++count_;
  }

  void remove(const String* s) {
    size_t i = s->hash_;
    while (cells_[i & (capacity_ - 1)] != s)
      ++i;
    remove_at(i & (capacity_ - 1));
  }

  void remove_at(size_t i) {
    cells_[i] = deleted();
    --count_;
    ++deleted_;
  }

  void rebuild() {
    size_t capacity = 1024;
    while (count_ * 2 >= capacity)
      capacity *= 2;
    String** old = cells_;
    const size_t old_capacity = capacity_;
    cells_ = static_cast<String**>(std::calloc(capacity, sizeof(String*)));
    VM_CHECK(cells_ != nullptr, "memory for the table of interned strings");
    capacity_ = capacity;
    count_ = deleted_ = 0;
    for (size_t i = 0; i < old_capacity; ++i) {
      if (old[i] != nullptr && old[i] != deleted()) put(old[i]);
    }
    std::free(old);
  }

  String** cells_ = nullptr;
  size_t capacity_ = 0;  // a power of two, or 0
  size_t count_ = 0;
  size_t deleted_ = 0;
  std::vector<String*> recent_;  // interned since the last collection
};

InternTable g_table;

}  // namespace

String* intern(Heap& heap, String* s) {
  if (s->is_interned()) return s;
  const uint64_t h = hash(s);
  if (String* found = g_table.find(h, [s](const String* other) { return equal(s, other); })) return found;
  if (!is_exact_string(s) || (s->flags & String::kBuffered) != 0) {
    String* copy = allocate_flat_string(heap, s->length(),
                                        s->is_ascii()          ? 0x7F
                                        : s->width_log2() == 0 ? 0xFF
                                        : s->width_log2() == 1 ? 0xFFFF
                                                               : 0x10FFFF);
    VM_CHECK(copy != nullptr, "memory for an interned string");
    memcpy(copy->mutable_data(), s->data(), size_t(s->length()) << s->width_log2());
    copy->hash_ = h;
    s = copy;
  }
  s->flags |= String::kInterned;
  g_table.insert(s);
  return s;
}

String* intern(Heap& heap, std::string_view utf8) {
  if (text::is_ascii(reinterpret_cast<const uint8_t*>(utf8.data()), utf8.size())) {
    uint64_t h = hash_bytes(utf8.data(), utf8.size());
    if (h == 0 && !utf8.empty()) h = 1;
    if (String* found = g_table.find(h, [utf8](const String* s) { return s->equals_ascii(utf8); })) return found;
  }
  String* s = string_from_utf8(heap, utf8);
  VM_CHECK(s != nullptr, "memory for an interned string");
  return intern(heap, s);
}

size_t interned_count() {
  return g_table.count();
}

void drop_dead_interned_strings(const LivenessQuery& query) {
  g_table.drop_dead(query);
}

void clear_intern_table() {
  g_table.clear();
}

}  // namespace taipan
